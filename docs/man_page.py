"""Write the page of the manual, docs/s11.1, from what the commands themselves say with --help.

Called by 'make docs'; a test holds that it is what they say. The wheel carries it as share/man/man1/s11.1.
"""

from __future__ import annotations

import inspect
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from textwrap import fill

from typer.core import TyperArgument, TyperGroup, TyperOption
from typer.main import get_command

import s11.cli
from s11 import __version__

PAGE = Path(__file__).parent / "s11.1"
# an option that so many commands have, in the same words, is told once
SHARED = 3


def roff(text: str) -> str:
    """Words as roff takes them for nothing but words."""
    said = " ".join(text.split()).replace("\\", "\\e").replace("-", "\\-")
    lines = fill(said, 79, break_long_words=False, break_on_hyphens=False).splitlines()
    return "\n".join(f"\\&{line}" if line.startswith((".", "'")) else line for line in lines)


def names_of(option: TyperOption) -> str:
    # the long name last, as in the help
    names = ", ".join(f"\\fB{roff(name)}\\fR" for name in sorted(option.opts, key=len))
    return names if option.is_flag else f"{names} \\fI{roff(option.metavar or 'TEXT')}\\fR"


def told(options: list[TyperOption]) -> Iterator[str]:
    for option in options:
        said = option.help or ""
        if option.envvar:
            said += f" Also by the environment variable {option.envvar}."
        yield f".TP\n{names_of(option)}\n{roff(said)}"


def page() -> str:
    group = get_command(s11.cli.app_for([]))
    assert isinstance(group, TyperGroup)
    top = group.make_context("s11", [], resilient_parsing=True)
    commands = {}
    for name in (name for names in s11.cli.COMMANDS.values() for name in names):
        commands[name] = command = group.commands[name]
        if isinstance(command, TyperGroup):
            commands |= {f"{name} {inner}": one for inner, one in command.commands.items()}
    options = {
        name: [each for each in command.params if isinstance(each, TyperOption) and not each.hidden]
        for name, command in commands.items()
    }
    said = Counter((*option.opts, option.help) for each in options.values() for option in each)
    shared = {
        (*option.opts, option.help): option
        for each in options.values()
        for option in each
        if said[(*option.opts, option.help)] >= SHARED
    }
    lines = [
        ".\\\" Made by 'make docs' from what the commands say with --help.",
        f'.TH S11 1 "" "s11 {__version__}" "s11"',
        ".SH NAME\n" + roff(f"s11 - {(group.help or '').rstrip('.')}"),
        ".SH SYNOPSIS\n\\fBs11\\fR \\fICOMMAND\\fR [\\fIOPTION\\fR]... [\\fIARGUMENT\\fR]...",
        ".SH DESCRIPTION",
        roff("Each command has its own part below. What several of them take alike is told once, after them."),
    ]
    for panel, names in s11.cli.COMMANDS.items():
        lines.append(f".SS {panel}")
        lines += [f".TP\n\\fBs11 {name}\\fR\n{roff(commands[name].get_short_help_str(200))}" for name in names]
    lines.append(".SH COMMANDS")
    for name, command in commands.items():
        arguments = [each for each in command.params if isinstance(each, TyperArgument)]
        takes = "".join(f" \\fI{roff(argument.metavar or '')}\\fR" for argument in arguments)
        lines.append(f".SS s11 {name}{takes}")
        lines += ["\n.PP\n".join(roff(part) for part in inspect.cleandoc(command.help or "").split("\n\n"))]
        lines += [f".TP\n\\fI{roff(one.metavar or '')}\\fR\n{roff(one.help)}" for one in arguments if one.help]
        own = [option for option in options[name] if (*option.opts, option.help) not in shared]
        lines += told(own)
        if also := [option.opts[0] for option in options[name] if option not in own]:
            lines.append(f".PP\nAlso: {roff(', '.join(also))}.")
    lines += [".SH OPTIONS OF SEVERAL COMMANDS", *told(list(shared.values()))]
    help_ = next(each for each in group.get_params(top) if isinstance(each, TyperOption) and "--help" in each.opts)
    lines += [".SH OPTIONS OF S11 ITSELF"]
    lines += told([*(each for each in group.params if isinstance(each, TyperOption)), help_])
    # what the command line itself promises of its exit codes
    exits = (s11.cli.__doc__ or "").partition("Exit 0:")[2]
    lines += [".SH EXIT STATUS", roff(f"0:{exits}"), ".SH SEE ALSO", "\\fBgit\\fR(1)", ""]
    return "\n".join(lines)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
