"""What is written about s11 is what s11 does."""

import json
import re
import shlex
import shutil
import subprocess
import tomllib

import pytest
import yaml
from browsing import need
from conftest import PROJECT, run_s11

from s11 import __version__
from s11.render.formats import FINDINGS

README = (PROJECT / "README.md").read_text(encoding="utf-8")


def test_the_screen_in_the_readme_is_the_real_one():
    for command, shown in re.findall(r"<!-- screen: (.+?) -->\n```\n(.*?)```\n<!-- /screen -->", README, re.S):
        ran = run_s11(*command.split(), FORCE_COLOR="1", NO_COLOR="1", COLUMNS="100")
        same = re.sub(r"(Judged on [^·]+·  ).*", r"\1this revision", ran.out)
        assert shown == same, "README's screen has drifted"


COMMANDS_IN_HELP = re.findall(r"^  ([a-z-]+)  +\S", run_s11("--help").out.split("Commands:")[1], re.M)


def test_every_command_is_in_the_readme():
    assert len(COMMANDS_IN_HELP) >= 8
    for command in COMMANDS_IN_HELP:
        assert f"`s11 {command}" in README, command


def test_every_setting_for_an_editor_is_valid_and_starts_the_language_server():
    page = (PROJECT / "docs" / "editors.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```(\w+)\n(.*?)```", page, re.S)
    schema, code, zed = (json.loads(text) for language, text in blocks if language == "json")
    (helix,) = (tomllib.loads(text) for language, text in blocks if language == "toml")
    lua, enable = (text for language, text in blocks if language == "lua")
    assert {language for language, _ in blocks} == {"json", "toml", "lua"}
    assert [code["glspc.server.command"], *code["glspc.server.commandArguments"]] == ["s11", "lsp"]
    binary = zed["lsp"]["yaml-language-server"]["binary"]
    assert [binary["path"], *binary["arguments"]] == ["s11", "lsp"]
    (name,) = helix["language-server"]
    server = helix["language-server"][name]
    assert [server["command"], *server["args"]] == ["s11", "lsp"] and name in helix["language"][0]["language-servers"]
    # there is no reader of Lua in the standard library: brackets and quotes that match, and the command itself
    assert all(lua.count(one) == lua.count(other) for one, other in ("{}", "()")) and not lua.count("'") % 2
    assert "cmd = { 's11', 'lsp' }," in lua and enable.strip() == "vim.lsp.enable('s11')"
    for options in (code["glspc.server.initializationOptions"], zed["lsp"]["yaml-language-server"], server):
        assert '"against": "HEAD"' in json.dumps(options)
    # what init writes is what the page says
    written = (PROJECT / "templates" / "init" / "vscode-settings.json").read_text(encoding="utf-8")
    assert schema == json.loads(written)


def test_rules_document_is_made_by_the_rules():
    from s11.render.rules import rules_document
    from s11.rules import RULES

    assert (PROJECT / "docs" / "rules.md").read_text(encoding="utf-8") == rules_document(RULES), "make docs"


def test_the_page_of_the_manual_is_made_by_the_commands():
    import runpy

    made = runpy.run_path(str(PROJECT / "docs" / "man_page.py"))["page"]()
    assert (PROJECT / "docs" / "s11.1").read_text(encoding="utf-8") == made, "make docs"
    # every option of every command, and every command, is told
    for command in COMMANDS_IN_HELP:
        assert f"\n.SS s11 {command}" in made and f"\n\\fBs11 {command}\\fR\n" in made
        for option in re.findall(r"--[a-z-]+", run_s11(command, "--help").out):
            assert option.replace("-", "\\-") in made, (command, option)


@pytest.mark.parametrize("reader", ["mandoc", "groff"])
def test_the_page_of_the_manual_is_sound(reader):
    need(shutil.which(reader), reader)
    words = {"mandoc": ["-Tlint", "-Wwarning"], "groff": ["-man", "-Tutf8", "-ww", "-z", "-Kutf8"]}[reader]
    done = subprocess.run(
        [reader, *words, str(PROJECT / "docs" / "s11.1")], capture_output=True, text=True, check=False
    )
    # the page is the same whenever it is made, so it names no day
    said = [line for line in (done.stdout + done.stderr).splitlines() if "missing date" not in line]
    assert said == []


def test_the_page_of_the_format_is_made_by_the_model_and_shows_every_field():
    from s11.render.field_reference import fields_page, unshown

    assert unshown() == [], "add the field to EXAMPLE in s11/render/field_reference.py"
    assert (PROJECT / "docs" / "format.md").read_text(encoding="utf-8") == fields_page(), "make docs"


def test_the_glossary_is_made_by_the_words():
    from s11.render.glossary import TERMS, glossary_page

    assert (PROJECT / "docs" / "glossary.md").read_text(encoding="utf-8") == glossary_page(), "make docs"
    words = [word for term in TERMS for word in term.words]
    assert len(words) == len(set(words)) and words[:1] == ["action"]
    assert [term.words[0].lower() for term in TERMS] == sorted(term.words[0].lower() for term in TERMS)


def test_the_words_of_the_legend_in_the_docs_are_read_as_they_stand():
    from s11.plan import load_one
    from s11.text import Source

    legend = next(
        text
        for text in re.findall(r"```yaml\n(.*?)```", (PROJECT / "docs" / "format.md").read_text(encoding="utf-8"), re.S)
        if text.startswith("rag:")
    )
    plan = load_one(
        Source(
            "plan.yaml",
            "plan",
            ("format: s11-plan/1\ntitle: T\norganisation: W\norigin: other\nrecommendations: []\n" + legend).encode(),
        )
    )
    assert plan.findings == () and list(plan.plan.rag) == [
        "A/G",
        "75%",
        "2",
        "Table 2",
        "Yes",
        "No",
        "n/a",
        "#1",
        "Red: late",
    ]


def test_nothing_committed_names_a_host_or_a_machine():
    for path in PROJECT.rglob("*"):
        if (
            path.is_file()
            and not any(
                part
                in (
                    ".git",
                    ".venv",
                    "build",
                    "dist",
                    "node_modules",
                    ".hypothesis",
                    "__pycache__",
                    ".pytest_cache",
                    ".ruff_cache",
                )
                for part in path.parts
            )
            and path.suffix in (".py", ".md", ".toml", ".txt", ".yaml", ".j2", ".sh", "")
        ):
            text = path.read_text(encoding="utf-8", errors="replace")
            assert not re.search("files[.]pythonhosted|registry[.]npmjs|pypi[.]org/simple|deb[.]debian", text), path


def test_the_readme_lists_every_output_format_that_a_file_is_asked_for():
    on_screen = {"full", "concise", "github"}
    (listed,) = re.findall(r"--output-format ([a-z|]+) --output-file", README)
    assert set(listed.split("|")) == set(FINDINGS) - on_screen


def recipes():
    """Every block of YAML in README and docs, by file and number."""
    for page in (PROJECT / "README.md", *sorted((PROJECT / "docs").glob("*.md"))):
        for number, block in enumerate(
            re.findall(r"^```yaml\n(.*?)^```", page.read_text(encoding="utf-8"), re.S | re.M)
        ):
            if "s11 " in block and re.search(r"^(repos|jobs|\S+:\n  (image|script|rules)):?", block, re.M):
                yield pytest.param(block, id=f"{page.name}-{number}")


def lines_of(node):
    """What a recipe would run, a line each."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key in ("run", "script", "entry"):
                for told in [value] if isinstance(value, str) else value:
                    yield from told.splitlines()
            else:
                yield from lines_of(value)
    elif isinstance(node, list):
        for value in node:
            yield from lines_of(value)


def test_there_are_recipes():
    assert len(list(recipes())) >= 6


@pytest.mark.parametrize("block", list(recipes()))
def test_a_recipe_is_yaml_and_runs_what_there_is(block, tmp_path):
    (recipe, *_) = list(yaml.safe_load_all(block))
    ran = list(lines_of(recipe))
    for line in ran:
        words = [word for word in shlex.split(line.partition(" > ")[0], comments=True) if word]
        if words[0] != "s11":
            continue
        # an option that is not there is refused before anything is read
        said = run_s11(*words[1:], "--as-of", "2024-01-01", cwd=tmp_path)
        assert "No such option" not in said.err and "No such command" not in said.err, line
    if any("pip install" in line for line in ran):
        assert [line for line in ran if "pip install" in line] == ['pip install "${S11_FROM:?is not set}"']
        assert block.count("# The one place to set") == block.count('S11_FROM: ""') == 1


def test_what_is_installed_is_what_this_version_is_called():
    pages = [README, *((PROJECT / "docs" / name).read_text(encoding="utf-8") for name in ("paper.md", "versions.md"))]
    assert {made for page in pages for made in re.findall(r"s11-(\d[\d.]*)-py3", page)} == {__version__}
    changelog = (PROJECT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.findall(r"^## (\S+)$", changelog, re.M)[0] == __version__
