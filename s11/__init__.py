"""s11: action plans under Section 11 of the Children Act 2004, kept as YAML in git, judged on a stated day."""

__version__ = "0.2.0"


def on_demand(package: str, names: list[str], homes: tuple[str, ...], name: str) -> object:
    """What a package is asked for by ``name``, one of its ``names``, from the module of it that has it.

    ``homes`` are those modules, each loaded and looked through only when none before it has the name: a command that
    needs little of a room does not wait for all of it. Raises AttributeError.
    """
    import sys
    from importlib import import_module

    if name in names:
        for home in homes:
            held = vars(import_module(f"{package}.{home}"))
            if name in held:
                # the next time it is found there at once
                setattr(sys.modules[package], name, held[name])
                return held[name]
    raise AttributeError(f"module {package!r} has no attribute {name!r}")
