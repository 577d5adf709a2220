"""TAB: what is offered where, in real shells too; and what is said where a name is misspelt."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import stat
import subprocess
import sys

import pytest
import typer
from browsing import need
from conftest import PROJECT, run_s11, run_s11_process
from hypothesis import given
from hypothesis import strategies as st
from shells import Shell
from test_cli import HEAD
from typer.core import TyperArgument, TyperGroup, TyperOption
from typer.main import get_command

from s11.cli import COMMANDS, app_for
from s11.cli.completion import SCRIPTS, _written, typed

PLAN = (
    HEAD + "rag: {green: {means: on_track}}\npeople: {AB: {name: Ann Bell, post: Head of Care}, CD: {name: Cal Dunn}}\n"
    "themes: {voice: The voice of the child}\nrecommendations:\n"
    "  - id: 1\n    text: Listen\n    theme: voice\n    standards: [s11/1]\n    actions:\n"
    "      - {id: 1, text: Ask children, lead: AB, rag: green, evidence: [{text: Minutes}, {text: Survey}],"
    " milestones: [{text: Half asked, timescale: May 2024}]}\n"
    "      - {id: 2, text: Tell them, lead: CD, rag: green}\n"
)
BROKEN = "format: s11-plan/1\ntitle: [T\n"
PLANS = {"westmere/one": PLAN, "westmere/two": PLAN.replace("Westmere", "Eastholme"), "northam/other": BROKEN}


def offered(line, folder, shell="fish", **more):
    """How the answer is to be taken, and the values in it; nothing is ever said beside it."""
    ran = run_s11(cwd=folder, _S11_COMPLETE=shell, _S11_LINE=line, **more)
    assert (ran.code, ran.err) == (0, ""), ran
    how, *lines = ran.out.splitlines()
    assert all(value.count("\t") == 1 for value in lines), lines
    return how, [value.partition("\t")[0] for value in lines]


@pytest.fixture
def folder(portfolio):
    return portfolio(PLANS)


FITS = {
    "s11 stat": ["status"],
    "s11 status ": ["northam/other", "westmere/one", "westmere/two"],
    "s11 lint wes": ["westmere/one", "westmere/two"],
    "s11 report -o x.html --late westmere/o": ["westmere/one"],
    "s11 status westmere/one wes": ["westmere/one", "westmere/two"],
    "s11 show w": ["westmere/one#", "westmere/two#"],
    "s11 show westmere/o": ["westmere/one#1", "westmere/one#2", "westmere/one#rec:1"],
    "s11 show westmere/one#rec": ["westmere/one#rec:1"],
    "s11 show westmere/one#1/": ["westmere/one#1/1", "westmere/one#1/2", "westmere/one#1/m1"],
    "s11 show plans/westmere/one.yaml#2": ["plans/westmere/one.yaml#2"],
    "s11 history westmere/one#": ["westmere/one#1", "westmere/one#2"],
    "s11 history w": ["westmere/one", "westmere/two"],
    "s11 status --lead A": ["AB", "Ann Bell"],
    "s11 due westmere/two --lead C": ["CD", "Cal Dunn"],
    "s11 status --lead=C": ["--lead=CD", "--lead=Cal Dunn"],
    "s11 list --organisation ": ["Eastholme", "Westmere"],
    "s11 list westmere/two --organisation ": ["Eastholme"],
    "s11 list --theme ": ["The voice of the child", "voice"],
    "s11 list --standard ": ["s11/1"],
    "s11 status --state o": ["off_track", "on_track"],
    "s11 status --by ": ["recommendation", "theme", "lead", "standard", "organisation", "body", "state"],
    "s11 lint --output-format s": ["sarif"],
    "s11 lint --fail-on ": ["error", "warning", "advice", "never"],
    "s11 lint --select S301,S70": [f"S301,S70{number}" for number in range(1, 10)],
    "s11 explain S301": ["S301"],
    "s11 report --audience p": ["public"],
    "s11 report --template e": ["exceptions", "extensions"],
    "s11 report --audience public --drop s": ["sensitive"],
    "s11 history --every ": ["commit", "month"],
    "s11 list --columns address,le": ["address,lead", "address,lead_words"],
    "s11 schema stat": ["status"],
    "s11 schema ass": ["assessment"],
    "s11 standards oxfordshire-b": ["oxfordshire-board-2020"],
    "s11 standards oxfordshire-assurance-2009#": [f"oxfordshire-assurance-2009#{n}" for n in (1, 2, 3)],
    "s11 init --kind ins": ["inspection"],
    "s11 init --colours red-amber-green-": ["red-amber-green-blue"],
    "s11 add mi": ["milestone"],
    "s11 add evidence westmere/one#": ["westmere/one#1", "westmere/one#2"],
    "s11 add action westmere/o": ["westmere/one#rec:1"],
    "s11 add recommendation westmere/one --theme ": ["voice"],
    "s11 add action westmere/one#rec:1 --jso": [],
    "s11 update westmere/one#1 --rag ": ["green"],
    "s11 update westmere/one#1 --by ": ["AB", "CD"],
    "s11 update westmere/one#1/": ["westmere/one#1/1", "westmere/one#1/2", "westmere/one#1/m1"],
    "s11 hand-over A": ["AB"],
    "s11 hand-over AB --to C": ["CD"],
    "s11 end westmere/one#1 --as su": ["suspended", "superseded"],
    "s11 end westmere/one#1 --to #": ["#1", "#2"],
    "s11 new --from westmere/t": ["westmere/two"],
    "s11 --show-completion ": ["bash", "zsh", "fish", "powershell"],
    "s11 status --jso": ["--json"],
    # of what was said no more, but of what can be said again
    "s11 report --late --la": [],
    "s11 report --audience public --drop one --dr": ["--drop"],
    # what follows '--' is no option, and what no command is takes nothing
    "s11 status -- wes": ["westmere/one", "westmere/two"],
    "s11 statsu ": [],
    "s11 when ": [],
    "s11 status --as-of ": [],
    # what is set for the one command, and where it lies, is no word of it
    "S11_AS_OF=2024-06-01 ./bin/s11 stat": ["status"],
    # words in quotation marks
    's11 status --lead "Ann B': ["Ann Bell"],
    "s11 status --lead Ann\\ B": ["Ann Bell"],
}


@pytest.mark.parametrize("line", FITS)
def test_tab_offers_what_fits(line, folder):
    assert offered(line, folder)[1] == FITS[line]


def test_a_template_of_the_councils_own_is_offered(folder):
    (folder / "templates").mkdir()
    (folder / "templates" / "board.md.j2").write_text("{{ report.title }}\n", encoding="utf-8")
    assert offered("s11 report --template b", folder)[1] == ["brief", "board"]


def test_names_of_files_are_left_to_the_shell(folder):
    for line in ("s11 report -o ", "s11 lint --output-file x", "s11 status ./pl", "s11 when --file "):
        assert offered(line, folder) == ("files", []), line
    assert offered("s11 site --output ", folder) == ("folders", [])
    assert offered("s11 show x", folder) == ("values", [])


def test_no_space_follows_what_goes_on(folder):
    assert offered("s11 show w", folder)[0] == "values joined"
    assert offered("s11 show westmere/one#", folder)[0] == "values"


def test_branches_and_tags_are_offered(repository):
    repository.write("plans/westmere/one.yaml", PLAN)
    repository.commit("A plan")
    repository.git("branch", "draft")
    repository.git("tag", "agreed-2024")
    for option in ("status --rev", "status --since", "lint --against", "history --since"):
        assert sorted(offered(f"s11 {option} ", repository.folder)[1]) == ["agreed-2024", "draft", "main"], option
    assert offered("s11 lint --against =d", repository.folder)[1] == ["=draft"]
    assert offered("s11 changes d", repository.folder) == ("values joined", ["draft.."])
    assert offered("s11 changes draft..ma", repository.folder)[1] == ["draft..main"]
    assert offered("s11 changes draft...ma", repository.folder)[1] == ["draft...main"]
    assert offered("s11 changes draft..main w", repository.folder)[1] == ["westmere/one"]
    # an address of a plan as it was
    repository.write("plans/westmere/one.yaml", PLAN.replace("id: 2", "id: 3"))
    assert offered("s11 show --rev main westmere/one#2", repository.folder)[1] == ["westmere/one#2"]


def test_a_fault_is_no_word_of_the_line(folder, tmp_path_factory):
    assert offered("s11 show northam/other#", folder) == ("values", [])
    assert offered("s11 show northam/oth", folder) == ("values", [])
    # what can be read of the others is offered all the same
    assert offered("s11 status --lead ", folder)[1]
    nowhere = tmp_path_factory.mktemp("nowhere")
    for line in ("s11 status ", "s11 show x#", "s11 status --lead ", "s11 status --rev ", "s11 changes ", "s11 x y "):
        assert offered(line, nowhere)[1] == [], line
    (nowhere / "plans").symlink_to(folder / "plans")
    assert offered("s11 status ", nowhere)[1] == []
    for line in ("", "s11", "'", "s11 show 'x#", "s11 show --as-of", "s11 show --since= --since '' "):
        offered(line, folder)
    assert offered("s11 stat", folder, shell="tcsh")[1] == ["status"]


def test_what_went_wrong_can_be_seen(folder, tmp_path_factory):
    nowhere = tmp_path_factory.mktemp("linked")
    (nowhere / "plans").symlink_to(folder / "plans")
    asked = {"cwd": nowhere, "_S11_COMPLETE": "fish", "_S11_LINE": "s11 status "}
    silent, told = run_s11_process(**asked), run_s11_process(**asked, S11_DEBUG="1")
    assert (silent.code, silent.out, silent.err) == (0, "values\n", "")
    assert told.code == 1 and "NotFound: plans is a link" in told.err


def test_what_cannot_be_typed_is_not_offered(portfolio):
    name = "We\\u0007st\\u202emere"
    folder = portfolio({"w/a": PLAN.replace("organisation: Westmere", f'organisation: "{name}"'), "w/b\nc": PLAN})
    assert offered("s11 status --organisation ", folder)[1] == ["Westmere"]
    assert offered("s11 status ", folder)[1] == ["w/a"]


def opened(line, folder):
    """Which plans are opened for TAB, and whether what reads YAML is loaded."""
    code = (
        "import sys, os; opened = []\n"
        "def hook(event, given):\n"
        "    if event == 'open' and str(given[0]).endswith('.yaml'): opened.append(os.path.basename(str(given[0])))\n"
        "sys.addaudithook(hook)\n"
        "from s11.cli import run; run([])\n"
        "print('OPENED', *sorted(set(opened)), 'yaml' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(PROJECT), "_S11_COMPLETE": "fish", "_S11_LINE": line},
        check=True,
    )
    return done.stdout.splitlines()[-1].split()[1:]


def test_ids_open_no_plan_and_an_address_one(folder):
    assert opened("s11 status ", folder) == ["False"]
    assert opened("s11 show w", folder) == ["False"]
    assert opened("s11 status --by ", folder) == ["False"]
    assert opened("s11 show westmere/two#", folder) == ["two.yaml", "True"]
    assert opened("s11 show westmere/t", folder) == ["two.yaml", "True"]
    assert opened("s11 due westmere/one --lead ", folder) == ["one.yaml", "True"]


# what an argument or option may be called that is given whatever one likes, or what the shell itself knows
FREE = {"DATE", "DAY", "SPAN", "WORDS", "PHRASE", "FILE", "DIR", "NUMBER", "KEY=NAME, POST", "FIELD=VALUE"}
FREE |= {"BODY", "LINK", "ID", "[ID]", "[WORDS]", "BOARD", "WORD=STATE", "FILE..."}
# of an organisation and a plan that are not there yet, and a name that may stand in a copy for the public
FREE_PARAMETERS = {("init", "organisation"), ("new", "organisation"), ("new", "plan"), ("add person", "organisation")}
FREE_PARAMETERS |= {("import", name) for name in ("output", "sheet", "organisation")}
FREE_NAMES = {"allow_name"}


def parameters():
    waiting = [("", get_command(app_for([])))]
    while waiting:
        name, command = waiting.pop()
        if isinstance(command, TyperGroup):
            waiting += [(f"{name} {inner}".strip(), one) for inner, one in command.commands.items()]
        for parameter in command.params:
            assert isinstance(parameter, TyperOption | TyperArgument)
            if isinstance(parameter, TyperArgument) or not parameter.is_flag:
                yield name, parameter


ASSESSMENT = """\
format: s11-assessment/1
title: Self-assessment
organisation: Westmere
standards: working-together-2013
scale: {Met: {means: met}}
impact: {"1": {label: Told}}
people: {AB: {name: Ann Bell}}
challenges: [{id: peer, as: peer_review}]
answers: []
"""


def beside(name: str) -> typer.Context:
    """What stands on the line already: of what writes to self-assessments, the address of one."""
    context = typer.Context(get_command(app_for([])))
    if name in ("grade", "evidence", "challenge", "answer"):
        context.params["address"] = "westmere/assessment-2024#1"
    return context


def test_what_writes_to_self_assessments_offers_what_that_one_has(repository, monkeypatch):
    repository.write("plans/westmere/one.yaml", PLAN)
    repository.write("plans/westmere/assessment-2024.yaml", ASSESSMENT)
    monkeypatch.chdir(repository.folder)
    offered = {
        (name, one.name): [item.value for item in one.shell_complete(beside(name), typed)]
        for name, one in parameters()
        if name in ("grade", "evidence", "challenge")
        for typed in ["westmere/assessment-2024#" if one.name == "address" else ""]
    }
    # nothing but the standards of its list, the words of its scale, its challenges and its levels
    assert offered["evidence", "address"] == [f"westmere/assessment-2024#{number}" for number in range(1, 10)]
    assert offered["grade", "word"] == ["Met"] and offered["grade", "by"] == ["self", "peer"]
    assert offered["evidence", "impact"] == ["1"] and offered["evidence", "by"] == ["AB"]
    assert offered["challenge", "by"] == ["peer"] and "survey" in offered["challenge", "how"]
    lives = next(one for name, one in parameters() if (name, one.name) == ("history", "plans"))
    typed = "westmere/assessment-2024#"
    assert f"{typed}2" in [item.value for item in lives.shell_complete(beside("history"), typed)]
    one = next(one for name, one in parameters() if (name, one.name) == ("grade", "address"))
    assert [item.value for item in one.shell_complete(beside("grade"), "")] == ["westmere/assessment-2024"]


def test_every_parameter_that_names_something_has_something_to_offer(repository, monkeypatch):
    repository.write("plans/westmere/one.yaml", PLAN)
    repository.write("plans/westmere/assessment-2024.yaml", ASSESSMENT)
    repository.commit("A plan and a self-assessment")
    monkeypatch.chdir(repository.folder)
    missing = [
        (name, parameter.name)
        for name, parameter in parameters()
        if parameter.metavar not in FREE
        and (name, parameter.name) not in FREE_PARAMETERS
        and parameter.name not in FREE_NAMES
        and not parameter.shell_complete(beside(name), "")
    ]
    assert not missing, "give it autocompletion=offers.… (s11/cli/offers.py), or a metavar of FREE"


# words as shells write them ------------------------------------------------------------------------------------------

words = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=12)


@given(st.lists(words, max_size=4), words)
def test_a_line_is_read_as_the_shell_reads_it(before, last):
    line = " ".join(shlex.quote(word) for word in (*before, last))
    assert typed(f"{line} ").before == [*before, last]
    # quotation marks that are still open
    assert typed(f"x '{last.replace(chr(39), '')}").word == last.replace("'", "")


@given(words.filter(bool), st.sampled_from(["", "'", '"']), st.integers(0, 12))
def test_what_bash_puts_in_is_read_back_as_the_value(value, quote, typed_so_far):
    begun = value[:typed_so_far]
    if quote and quote in begun:
        return
    raw = {
        "": "".join(f"\\{letter}" for letter in begun),
        "'": begun,
        '"': re.sub(r'(["$`\\])', r"\\\1", begun),
    }[quote]
    asked = typed(f"s11 x {quote}{raw}", ":=")
    assert asked.word == begun
    # what the shell keeps of the word, and what is put in behind it
    kept = "".join(f"\\{letter}" for letter in value[: asked.kept])
    line = f"s11 x {kept}{quote}{_written('bash', value, asked)}{quote} "
    assert typed(line).before == ["s11", "x", value]


# real shells ---------------------------------------------------------------------------------------------------------


@pytest.fixture(params=["bash", "zsh", "fish"])
def shell(request, tmp_path):
    need(shutil.which(request.param), request.param)
    opened = []

    def start(folder):
        ran = run_s11("--show-completion", request.param)
        assert (ran.code, ran.err) == (0, "") and ran.out == SCRIPTS[request.param]
        opened.append(Shell(request.param, ran.out, tmp_path / "home", folder))
        return opened[0]

    yield start
    for one in opened:
        one.close()


TYPED = {
    "s11 show oxford/sec\t\n": ["show", "oxford/section-11-2016#"],
    "s11 show reading/of\t17\n": ["show", "reading/ofsted-2013#17"],
    "s11 show oxford/section-11-2016#7.\t3\n": ["show", "oxford/section-11-2016#7.3"],
    "s11 show reading/ofsted-2013#rec:10\t\n": ["show", "reading/ofsted-2013#rec:10"],
    's11 show "oxford/section-11-2016#rec:7\t\n': ["show", "oxford/section-11-2016#rec:7"],
    "s11 show oxford/section-11-2016#1.1/\t7\n": ["show", "oxford/section-11-2016#1.1/7"],
    "s11 hist\treadi\t\n": ["history", "reading/ofsted-2013"],
    "s11 status --by=them\t\n": ["status", "--by=theme"],
    "s11 status --by them\t\n": ["status", "--by", "theme"],
    's11 status --organisation "Oxford \t\n': ["status", "--organisation", "Oxford City Council"],
    "s11 status --lead 'Head of Children\t\n": ["status", "--lead", "Head of Children's Social Care & YOS"],
    "s11 status --lead Head\\ of\\ Chi\t\n": ["status", "--lead", "Head of Children's Social Care & YOS"],
    "s11 lint --select S301,S711\t\n": ["lint", "--select", "S301,S711"],
    "s11 report -o READ\t\n": ["report", "-o", "README.md"],
}


def test_a_real_shell_completes(shell):
    terminal = shell(PROJECT)
    assert {keys: terminal.words_of(keys) for keys in TYPED} == TYPED


HOSTILE = [
    "a$(touch pwned)",
    "b`touch pwned`",
    "c\\$(touch pwned)",
    "d\\\\`touch pwned`",
    "e'; touch pwned; '",
    'f"; touch pwned; "',
    "g*",
    "h${IFS}touch",
    "i; touch pwned #",
    "j:k=l m&n|o>p",
    "k[a-z]~{b,c}?",
    "l (touch pwned)",
    "m\\",
    "n%d%s",
]


def test_nothing_in_a_plan_is_run_by_a_shell(shell, portfolio):
    import json

    people = ", ".join(f"{json.dumps(name)}: {{post: Head}}" for name in HOSTILE)
    folder = portfolio({"westmere/one": HEAD + f"people: {{{people}}}\nrecommendations: []\n"})
    assert offered("s11 status --lead ", folder)[1] == sorted([*HOSTILE, "Head"])
    terminal = shell(folder)
    assert [terminal.words_of(f"s11 status --lead {name[0]}\t\n")[-1] for name in HOSTILE] == HOSTILE
    assert not list(folder.rglob("pwned")) and not list(terminal.called.parent.rglob("pwned"))


# switching it on -----------------------------------------------------------------------------------------------------


def test_switching_it_on_twice_is_switching_it_on_once(tmp_path):
    kept = {"HOME": str(tmp_path), "XDG_CONFIG_HOME": "", "ZDOTDIR": ""}
    (tmp_path / ".bashrc").write_bytes(b"alias ll='ls -l'")
    (tmp_path / ".bashrc").chmod(0o600)
    for _ in range(2):
        for name in ("bash", "zsh", "fish"):
            ran = run_s11("--install-completion", name, **kept)
            assert ran.code == 0 and "written: " in ran.err and ran.out == ""
    assert (tmp_path / ".bashrc").read_text(encoding="utf-8").splitlines() == [
        "alias ll='ls -l'",
        f"source '{tmp_path}/.bash_completions/s11.sh'",
    ]
    assert stat.S_IMODE((tmp_path / ".bashrc").stat().st_mode) == 0o600
    assert len((tmp_path / ".zshrc").read_text(encoding="utf-8").splitlines()) == 1
    for place, name in ((".bash_completions/s11.sh", "bash"), (".zfunc/_s11", "zsh")):
        assert (tmp_path / place).read_text(encoding="utf-8") == SCRIPTS[name]
    assert (tmp_path / ".config/fish/completions/s11.fish").read_text(encoding="utf-8") == SCRIPTS["fish"]


READ_BY = {
    "bash": ["bash", "-i", "-c", "complete -p s11"],
    "zsh": ["zsh", "-i", "-c", "print $_comps[s11]"],
    "fish": ["fish", "-i", "-c", "complete --do-complete 's11 stat'"],
}


@pytest.mark.parametrize("name", READ_BY)
def test_the_shell_then_knows_it(name, tmp_path):
    need(shutil.which(name), name)
    kept = {"HOME": str(tmp_path), "XDG_CONFIG_HOME": "", "XDG_DATA_HOME": "", "ZDOTDIR": "", "TERM": "xterm"}
    program = tmp_path / "bin" / "s11"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nPYTHONPATH={PROJECT} exec {sys.executable} -m s11 "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    assert run_s11("--install-completion", name, **kept).code == 0
    done = subprocess.run(
        READ_BY[name],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={key: value for key, value in (os.environ | kept).items() if value and key != "ZDOTDIR"}
        | {"PATH": f"{program.parent}:{os.environ['PATH']}"},
        check=False,
    )
    assert {"bash": "_s11_complete", "zsh": "_s11", "fish": "status\t"}[name] in done.stdout, done


def test_a_shell_that_s11_does_not_know(tmp_path):
    ran = run_s11("--show-completion", "fsh")
    assert ran.code == 2 and "did you mean 'fish'? Write --show-completion as one of bash, zsh, fish" in ran.err
    ran = run_s11("--install-completion", "powershell", HOME=str(tmp_path))
    assert ran.code == 2 and "s11 --show-completion powershell >> $PROFILE" in ran.err and not list(tmp_path.iterdir())
    (tmp_path / ".bash_completions").write_text("no folder", encoding="utf-8")
    ran = run_s11("--install-completion", "bash", HOME=str(tmp_path))
    assert ran.code == 2 and "nothing was written" in ran.err and not (tmp_path / ".bashrc").exists()


# -h, and what is misspelt --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["", "add action", *(name for names in COMMANDS.values() for name in names)])
def test_help_has_a_short_name(name):
    words = name.split()
    short, long = run_s11(*words, "-h"), run_s11(*words, "--help")
    assert short == long and short.code == 0 and "-h, --help" in short.out


MISSPELT = {
    ("status", "plnas"): "did you mean 'plans'?",
    ("status", "oxford/section-11-2061"): "did you mean 'oxford/section-11-2016'?",
    ("due", "ofsted-2013"): "did you mean 'reading/ofsted-2013'?",
    ("list", "readng"): "did you mean 'reading'?",
    ("lint", "plans/readng/ofsted-2013.yaml"): "did you mean 'reading/ofsted-2013'?",
    ("report", "oxford/reveiw-2013"): "did you mean 'oxford/review-2013'?",
    ("site", "oxford/reveiw-2013", "-o", "x"): "did you mean 'oxford/review-2013'?",
    ("brief", "oxfordshire/asurance-2009"): "did you mean 'oxfordshire/assurance-2009'?",
    ("changes", "oxfordshire/asurance-2009"): "did you mean 'oxfordshire/assurance-2009'?",
    ("show", "readng/ofsted-2013#4"): "did you mean 'reading/ofsted-2013'?",
    ("show", "reading/ofsted-2013#444"): "has nothing at '#444'; its actions are 1 to 43",
    ("show", "reading/ofsted-2013#rec:99"): "its recommendations are rec:1 to rec:10",
    ("show", "oxford/section-11-2016#rc:1"): "did you mean 'oxford/section-11-2016#rec:1'?",
    ("show", "oxford/section-11-2016#1.11"): "did you mean 'oxford/section-11-2016#1.1'?",
    ("show", "oxford/section-11-2016#7"): "did you mean 'oxford/section-11-2016#rec:7'?",
    ("show", "oxford/section-11-2016#1.1/44"): "#1.1/1 to oxford/section-11-2016#1.1/7",
    ("show", "reading/ofsted-2013#4/1"): "that action has no evidence and no milestones",
    ("status", "--by", "theem"): "'theem' is not a grouping: did you mean 'theme'? Write --by as one of",
    ("status", "--state", "off_trak"): "did you mean 'off_track'? Write --state as one of",
    ("lint", "--fail-on", "eror"): "did you mean 'error'? Write --fail-on as one of",
    ("lint", "--output-format", "sarfi"): "did you mean 'sarif'? Write --output-format as one of",
    ("report", "--audience", "publik"): "did you mean 'public'? Write --audience as internal or public",
    (
        "report",
        "--template",
        "exeptions",
    ): "did you mean 'exceptions'? There are annual, assessment, assurance, brief, coverage, exceptions",
    ("history", "--every", "mouth"): "did you mean 'month'? Write --every as commit or month",
    ("list", "--columns", "adress"): "did you mean 'address'? Write --columns as some of",
    ("schema", "staus"): "did you mean 'status'? Write one of plan",
    ("init", "--kind", "inspecton"): "did you mean 'inspection'? Write one of section-11",
    ("explain", "S3O1"): "did you mean 'S301' or 'S311'?",
    ("staus",): "Did you mean 'status'?",
    ("status", "--jsno"): "did you mean '--json'?",
    ("update", "readng/ofsted-2013#4", "--note", "x"): "did you mean 'reading/ofsted-2013'?",
    ("move", "reading/ofsted-2013#444", "--to", "2014", "--why", "x"): "its actions are 1 to 43",
    ("complete", "oxford/section-11-2016#1.11"): "did you mean 'oxford/section-11-2016#1.1'?",
    ("end", "reading/ofsted-2013#4", "--as", "transfered", "--why", "x"): "did you mean 'transferred'? Write --as as",
    ("site", "-o", "x", "--audience", "public", "--drop", "readng/ofsted-2013"): "did you mean 'reading/ofsted-2013'?",
}


@pytest.mark.parametrize("words", MISSPELT, ids=" ".join)
def test_a_misspelt_word_is_told_what_may_have_been_meant(words):
    ran = run_s11(*words)
    assert ran.code == 2 and MISSPELT[words] in ran.err and ran.out == "", ran.err


def test_a_misspelt_name_of_git(repository):
    repository.write("plans/westmere/one.yaml", PLAN)
    repository.commit("A plan")
    for words in (("status", "--rev", "mian"), ("changes", "mian.."), ("lint", "--against", "mian")):
        ran = run_s11(*words, cwd=repository.folder)
        assert ran.code == 2 and "there is no revision 'mian' in this repository; did you mean 'main'?" in ran.err
    for words, said in (
        (("status", "--rev", "main", "westmere/noe"), "did you mean 'westmere/one'?"),
        (("history", "westmere/noe"), "holds 'westmere/noe'; did you mean 'westmere/one'?"),
        (("history", "westmere/noe#1"), "did you mean 'westmere/one'?"),
        (("history", "westmere/one#33"), "its actions are 1 to 2"),
    ):
        ran = run_s11(*words, cwd=repository.folder)
        assert ran.code == 2 and said in ran.err, ran.err


def test_a_figure_is_taken_for_another_only_in_a_name_and_where_few_are_as_near():
    from s11.plan.spelling import near_names

    years = [f"westmere/section-11-{year}" for year in range(2020, 2026)]
    assert near_names("westmere/section-11-2099", years) == []
    assert near_names("westmere/secton-11-2023", years) == ["westmere/section-11-2023"]
    assert near_names("wesmtere/section-11-2023", [*years, "plans"]) == ["westmere/section-11-2023"]
    assert near_names("4", ["1", "2", "5"]) == near_names("", years) == near_names("x" * 999, years) == []
    assert near_names("S31", ["S301", "S311", "S401"]) == ["S301", "S311"]
