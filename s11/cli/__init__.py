"""The command line: read, judge, choose a format, print, exit. The only clock, the only print.

Exit 0: nothing to fail on. 1: lint found an error, or a plan could not be read whole. 2: a usage error, nothing there
to read, or an internal error.
"""

from __future__ import annotations

import os
from importlib import import_module
from keyword import iskeyword
from typing import Annotated

import typer

from s11.cli import offers
from s11.cli.options import UsageError, check_no_empty_option
from s11.cli.terminal import close_output, open_closed_streams, print_err, print_out

# what typer makes of Ctrl-C
INTERRUPTED = 130

COMMANDS = {
    "Start": ("init", "import", "new"),
    "Look": (
        "brief",
        "status",
        "due",
        "list",
        "show",
        "changes",
        "history",
        "coverage",
        "responses",
        "questions",
        "when",
    ),
    "Keep": (
        "update",
        "complete",
        "move",
        "ask",
        "grant",
        "refuse",
        "add",
        "split",
        "end",
        "hand-over",
        "sign-off",
        "redact",
    ),
    "Assess": ("grade", "evidence", "challenge", "answer"),
    "Check": ("lint", "explain", "standards"),
    "Publish": ("report", "site", "export"),
    "Ask leads": ("returns", "chase"),
    "Edit": ("lsp",),
    "Meta": ("schema", "fields"),
}


def _show_completion(shell: str | None) -> None:
    from s11.cli.completion import show

    show(shell)


def _install_completion(shell: str | None) -> None:
    from s11.cli.completion import install

    install(shell)


def about(
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
    show_completion: Annotated[
        str | None,
        typer.Option(
            "--show-completion",
            metavar="SHELL",
            is_eager=True,
            callback=_show_completion,
            autocompletion=offers.shells,
            help="Print the script by which TAB completes in bash, zsh, fish or powershell.",
        ),
    ] = None,
    install_completion: Annotated[
        str | None,
        typer.Option(
            "--install-completion",
            metavar="SHELL",
            is_eager=True,
            callback=_install_completion,
            autocompletion=offers.shells,
            help="Put that script where bash, zsh or fish reads it.",
        ),
    ] = None,
) -> None:
    if version:
        from s11 import __version__

        print_out(f"s11 {__version__}\n")
        raise typer.Exit


def app_for(arguments: list[str]) -> typer.Typer:
    """The command line, with the one command that is asked for: all others are loaded only to be listed."""
    app = typer.Typer(
        name="s11",
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        add_completion=False,
        context_settings={"help_option_names": ["-h", "--help"]},
        help=(
            "Action plans under Section 11 of the Children Act 2004, kept as YAML in git: read, checked, judged on a "
            "day, reported."
        ),
    )
    app.callback()(about)
    known = {name: panel for panel, names in COMMANDS.items() for name in names}
    for name in arguments[:1] if known.keys() & set(arguments[:1]) else known:
        # a command that is called as Python's own word lives in a file with a line behind it
        own = name.replace("-", "_") + ("_" if iskeyword(name) else "")
        command = getattr(import_module(f"s11.cli.{own}"), own)
        if isinstance(command, typer.Typer):
            app.add_typer(command, name=name, rich_help_panel=known[name])
        else:
            app.command(name, rich_help_panel=known[name])(command)
    return app


def _with_near(error: Exception, message: str) -> str:
    """What typer says of an option that there is not, with the nearest of those that it would offer."""
    name, known = getattr(error, "option_name", None), getattr(error, "possibilities", None)
    if not isinstance(name, str) or not known:
        return message
    from s11.plan import did_you_mean_name

    near = did_you_mean_name(name, known)
    return f"No such option: {name}; {near}" if near else message


def run(arguments: list[str]) -> int:
    """The exit code; every failure is one clear line on stderr."""
    import gc

    # a short process that keeps what it reads: looking for rubbish among it would double the time
    gc.disable()
    open_closed_streams()
    if shell := os.environ.get("_S11_COMPLETE"):
        # TAB was pressed
        from s11.cli.completion import complete

        return complete(shell, app_for)
    try:
        check_no_empty_option(arguments)
        if not arguments:
            # nothing was asked for: what can be is shown, and nothing was done
            app_for(arguments)(args=["--help"], prog_name="s11", standalone_mode=False)
            return 2
        code = app_for(arguments)(args=arguments, prog_name="s11", standalone_mode=False)
    except UsageError as error:
        print_err(f"s11: {error}")
        return 2
    except BrokenPipeError:
        # the reader has seen enough
        close_output()
        return 0
    except KeyboardInterrupt:
        print_err("s11: stopped")
        return 2
    except typer.Exit as leaving:
        return leaving.exit_code
    except typer.Abort:
        return 2
    except Exception as error:
        # only here: '--help' and TAB need nothing of the store
        from s11.store import NotFound

        if isinstance(error, NotFound):
            print_err(f"s11: {error}")
            return 2
        format_message = getattr(error, "format_message", None)
        if format_message is not None:
            print_err(f"s11: {_with_near(error, format_message())}")
            print_err("Try 's11 --help', or 's11 COMMAND --help'.")
            return 2
        if os.environ.get("S11_DEBUG"):
            raise
        print_err(f"s11: internal error: {type(error).__name__}: {error} (S11_DEBUG=1 shows where; please report it)")
        return 2
    if code == INTERRUPTED:
        print_err("s11: stopped")
        return 2
    return code if isinstance(code, int) else 0
