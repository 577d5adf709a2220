"""What a shell is told when TAB is pressed, and the scripts by which it asks.

A script hands over the line as it was typed so far and gets lines back: first how they are to be taken (``values``, or
``files`` or ``folders`` where a name of these fits; ``joined`` where no space follows), then a value each, a tab and
what it is. No shell evaluates any of it. Whatever is wrong, with a plan or a repository, nothing is offered and nothing
is said.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, cast

import typer
from typer.core import TyperArgument, TyperGroup, TyperOption
from typer.main import get_command

from s11.cli.options import UsageError, check_is_one_of
from s11.cli.terminal import print_err, print_out

LINE, WORD, BREAKS = "_S11_LINE", "_S11_WORD", "_S11_BREAKS"
# longer than anything that is typed
LONGEST = 300


# what was typed
# ----------------------------------------------------------------------------------------------------------------------


class Typed(NamedTuple):
    """The words of a line that are finished, and the one that is being typed, without their quotation marks.

    ``quote``: the mark that is still open in it; ``kept``: how many letters of it the shell itself keeps as they are.
    """

    before: list[str]
    word: str
    quote: str = ""
    kept: int = 0


def typed(line: str, breaks: str = "", escape: str = "\\") -> Typed:
    """A line up to the cursor, read as a shell reads it; ``breaks`` are the letters at which bash takes a new word."""
    before: list[str] = []
    word, quote, kept, begun = "", "", 0, False
    letters = iter(line)
    for letter in letters:
        if quote:
            if letter == quote:
                quote, kept = "", len(word)
            elif letter == escape and quote == '"':
                # only before a few letters is it more than itself
                after = next(letters, "")
                word += after if after in '"$`\\' else letter + after
            else:
                word += letter
        elif letter in "'\"":
            quote, kept, begun = letter, len(word), True
        elif letter == escape:
            word, begun = word + next(letters, ""), True
        elif letter.isspace():
            if begun:
                before.append(word)
            word, kept, begun = "", 0, False
        else:
            word, begun = word + letter, True
            if letter in breaks:
                kept = len(word)
    return Typed(before, word, quote, kept)


def _typed_line(shell: str, given: Mapping[str, str]) -> Typed:
    line = given.get(LINE, "")
    if shell == "bash":
        return typed(line, given.get(BREAKS, "").replace("'", "").replace('"', ""))
    if shell == "powershell":
        return typed(line, escape="`")
    if shell == "zsh":
        # the words before, and what zsh itself takes for the word that is being typed
        return Typed(typed(f"{line} ").before, given.get(WORD, ""))
    return typed(line)


# what fits
# ----------------------------------------------------------------------------------------------------------------------


class Fitting(NamedTuple):
    """What fits where the cursor stands: values with what each is, or a kind of name that the shell itself knows."""

    values: Sequence[tuple[str, str]] = ()
    otherwise: str = "values"


def fitting(app_for: Callable[[list[str]], typer.Typer], before: Sequence[str], word: str) -> Fitting:
    """What may stand where ``word`` is being typed, after the words ``before`` it, the program's name left out."""
    command = get_command(app_for(list(before[:1])))
    ctx, arguments = command.make_context("s11", [], resilient_parsing=True), list(before)
    while isinstance(command, TyperGroup) and arguments and arguments[0] in command.commands:
        name, *arguments = arguments
        command = command.commands[name]
        # an option that still waits for its value would hide from typer what stands before it
        whole = arguments[:-1] if arguments and arguments[-1].startswith("-") else arguments.copy()
        given = [] if isinstance(command, TyperGroup) else whole
        ctx = command.make_context(name, given, parent=ctx, resilient_parsing=True)
    if arguments or word.startswith("-") or not isinstance(command, TyperGroup):
        return _fitting_in(cast(typer.Context, ctx), arguments, word)
    commands = ((name, command.commands[name].get_short_help_str(80)) for name in command.list_commands(ctx))
    return Fitting([each for each in commands if each[0].startswith(word)])


def _fitting_in(ctx: typer.Context, before: Sequence[str], word: str) -> Fitting:
    """The same of one command, whose words so far are in ``ctx``."""
    parameters = ctx.command.get_params(ctx)
    options = [each for each in parameters if isinstance(each, TyperOption)]
    named = {name: option for option in options for name in option.opts}
    waiting: TyperOption | None = None
    ended, places = False, 0
    for one in before:
        if waiting is not None:
            waiting = None
        elif not ended and one == "--":
            ended = True
        elif not ended and one.startswith("-") and one != "-":
            option = named.get(one)
            waiting = option if option is not None and not option.is_flag else None
        else:
            places += 1
    if waiting is not None:
        return _values(ctx, waiting, word)
    if not ended and word.startswith("-"):
        name, equals, value = word.partition("=")
        if not equals:
            return _names(options, before, word)
        option = named.get(name)
        if option is None or option.is_flag:
            return Fitting()
        fit = _values(ctx, option, value)
        return fit._replace(values=[(f"{name}={value}", about) for value, about in fit.values])
    for argument in (each for each in parameters if isinstance(each, TyperArgument)):
        if argument.nargs == -1 or places < argument.nargs:
            return _values(ctx, argument, word)
        places -= argument.nargs
    return Fitting()


def _names(options: Sequence[TyperOption], before: Sequence[str], word: str) -> Fitting:
    """The names of options that begin so; of one that was given and cannot be repeated no more."""
    left = [each for each in options if not each.hidden and (each.multiple or not set(each.opts) & set(before))]
    return Fitting([(name, each.help or "") for each in left for name in each.opts if name.startswith(word)])


def _values(ctx: typer.Context, parameter: TyperOption | TyperArgument, word: str) -> Fitting:
    values = [(item.value, item.help or "") for item in parameter.shell_complete(ctx, word)]
    takes = parameter.metavar or ""
    otherwise = "folders" if "DIR" in takes else "files" if "FILE" in takes or "PLAN" in takes else "values"
    return Fitting(values, otherwise)


# what a shell is told
# ----------------------------------------------------------------------------------------------------------------------


def answer(shell: str, given: Mapping[str, str], app_for: Callable[[list[str]], typer.Typer]) -> str:
    """The lines for a shell: how they are to be taken, and each value with what it is."""
    line = _typed_line(shell, given)
    # the line of some shells begins with what is set for this one command: S11_AS_OF=2026-03-31 s11 status
    start = next((at for at, word in enumerate(line.before) if _is_program(word)), 0) + 1
    fit = fitting(app_for, line.before[start:], line.word)
    values = [each for each in fit.values if each[0].isprintable() and 0 < len(each[0]) <= LONGEST]
    if not values:
        return f"{fit.otherwise}\n"
    joined = all(value.endswith(("#", "..", "/", "=")) for value, _ in values)
    lines = [f"{_written(shell, value, line)}\t{' '.join(about.split())}" for value, about in values]
    return "\n".join([f"values{' joined' if joined else ''}", *lines, ""])


def _is_program(word: str) -> bool:
    return re.split(r"[/\\]", word)[-1] in ("s11", "s11.exe")


# letters that no shell takes for anything but themselves within a word
_PLAIN = re.compile(r"[^\w./#:=,@%+-]")


def _written(shell: str, value: str, line: Typed) -> str:
    """A value as the shell is to put it into the line: bash and PowerShell leave the quoting to us."""
    if shell == "powershell":
        return "'" + value.replace("'", "''") + "'" if _PLAIN.search(value) or line.quote else value
    if shell != "bash":
        return value
    rest = value[line.kept :]
    if line.quote == "'":
        return rest.replace("'", "'\\''")
    if line.quote:
        return re.sub(r'(["$`\\])', r"\\\1", rest)
    return _PLAIN.sub(lambda letter: f"\\{letter[0]}", rest)


def complete(shell: str, app_for: Callable[[list[str]], typer.Typer]) -> int:
    """Prints what TAB is answered; the exit code."""
    try:
        print_out(answer(shell, os.environ, app_for))
    except Exception:
        # whoever presses TAB has asked for nothing yet, and no line of ours may stand in the line that is being typed
        if os.environ.get("S11_DEBUG"):
            raise
        print_out("values\n")
    return 0


# the scripts
# ----------------------------------------------------------------------------------------------------------------------

BASH = r"""# s11: what TAB offers in bash
_s11_complete() {
    local how line
    COMPREPLY=()
    {
        IFS= read -r how
        while IFS= read -r line; do COMPREPLY+=("${line%%$'\t'*}"); done
    } < <(_S11_COMPLETE=bash _S11_LINE="${COMP_LINE:0:COMP_POINT}" _S11_BREAKS="$COMP_WORDBREAKS" \
        "${1/#\~/$HOME}" 2>/dev/null)
    case $how in
        files) compopt -o default 2>/dev/null || COMPREPLY=() ;;
        folders) compopt -o dirnames 2>/dev/null ;;
        *joined) compopt -o nospace 2>/dev/null ;;
    esac
}
complete -o nosort -F _s11_complete s11 2>/dev/null || complete -F _s11_complete s11
"""

ZSH = r"""#compdef s11
# s11: what TAB offers in zsh
_s11() {
    local how line value said
    local -a lines values shown
    lines=("${(@f)$(_S11_COMPLETE=zsh _S11_LINE="${(j: :)words[1,CURRENT-1]}" _S11_WORD="${(Q)PREFIX}" \
        "${words[1]/#\~/$HOME}" 2>/dev/null)}")
    how=$lines[1]
    shift lines
    for line in $lines; do
        value=${line%%$'\t'*} said=${line#*$'\t'}
        values+=("$value")
        shown+=("$value${said:+  -- $said}")
    done
    case $how in
        files) _files ;;
        folders) _files -/ ;;
        *joined) compadd -V s11 -l -S '' -d shown -a values ;;
        *) compadd -V s11 -l -d shown -a values ;;
    esac
}
if [ "$funcstack[1]" = "_s11" ]; then _s11 "$@"; else compdef _s11 s11; fi
"""

FISH = r"""# s11: what TAB offers in fish
function __s11_complete
    set -l program (commandline -opc | string match -r '^(?:.*/)?s11$' | string replace -r '^~' $HOME)[1]
    test -n "$program"; or return
    set -l lines (_S11_COMPLETE=fish _S11_LINE=(commandline -cp | string collect) $program 2>/dev/null)
    switch "$lines[1]"
        case files
            __fish_complete_path (commandline -ct)
        case folders
            __fish_complete_directories (commandline -ct)
        case '*'
            printf '%s\n' $lines[2..]
    end
end
complete --command s11 --no-files --keep-order --arguments '(__s11_complete)'
"""

POWERSHELL = r"""# s11: what TAB offers in PowerShell
Register-ArgumentCompleter -Native -CommandName s11 -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $line = $commandAst.ToString()
    $length = $cursorPosition - $commandAst.Extent.StartOffset
    $Env:_S11_LINE = if ($length -le $line.Length) { $line.Substring(0, $length) } else { "$line " }
    $Env:_S11_COMPLETE = "powershell"
    try {
        s11 2>$null | Select-Object -Skip 1 | ForEach-Object {
            $value, $said = $_ -split "`t", 2
            if (-not $said) { $said = $value }
            [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $said)
        }
    } finally {
        $Env:_S11_COMPLETE = $null
        $Env:_S11_LINE = $null
    }
}
"""

SCRIPTS = {"bash": BASH, "zsh": ZSH, "fish": FISH, "powershell": POWERSHELL}


def script_for(option: str, shell: str) -> str:
    """The script for a shell. Raises UsageError for one that has none."""
    name = "powershell" if shell == "pwsh" else shell
    check_is_one_of(option, name, tuple(SCRIPTS), "a shell")
    return SCRIPTS[name]


def show(shell: str | None) -> None:
    """What ``--show-completion`` prints."""
    if shell is not None:
        print_out(script_for("--show-completion", shell))
        raise typer.Exit


def install(shell: str | None) -> None:
    """What ``--install-completion`` writes, for whoever runs it; twice changes nothing."""
    if shell is None:
        return
    from s11 import store

    script, home = script_for("--install-completion", shell), Path.home()
    if script == POWERSHELL:
        raise UsageError(
            "where PowerShell has its profile only PowerShell knows: type  s11 --show-completion powershell >> $PROFILE"
        )
    place, settings, line = _places(script, home, os.environ)
    written = store.write_with_line(place, script.encode("utf-8"), settings, line)
    for path in written:
        print_err(f"written: {path}")
    print_err("TAB completes the words of s11 in every terminal that is opened from now on")
    raise typer.Exit


def _places(script: str, home: Path, given: Mapping[str, str]) -> tuple[Path, Path | None, str]:
    """Where a script is kept, and which line of which file makes the shell read it; fish needs none."""
    if script == BASH:
        place = home / ".bash_completions" / "s11.sh"
        return place, home / ".bashrc", f"source '{place}'"
    if script == ZSH:
        folder = Path(given.get("ZDOTDIR") or home)
        return (
            folder / ".zfunc" / "_s11",
            folder / ".zshrc",
            f"fpath+='{folder}/.zfunc'; autoload -Uz compinit; compinit",
        )
    return Path(given.get("XDG_CONFIG_HOME") or home / ".config") / "fish" / "completions" / "s11.fish", None, ""
