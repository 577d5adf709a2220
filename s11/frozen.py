"""Frozen records: ``dataclass(frozen=True, slots=True)`` of the standard library, but made and filled faster.

A command makes some ninety such classes before it reads a word, and a portfolio has a million of their instances. The
standard library compiles six methods for each class and fills each field by name; here one method is compiled, when
the first record of the class is made (of most classes that a command loads it makes none), the others are shared, and
each field goes straight to its slot. A record is equal, hashed, shown, replaced and pickled as the standard library's
is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass
else:
    import dataclasses
    import sys
    from operator import attrgetter

    def dataclass(*, frozen, slots, eq=True):
        """Make a class a frozen record with slots; there is no other kind here."""
        if not (frozen and slots):
            raise TypeError("a record is frozen and has slots: for any other take dataclasses.dataclass")

        def made(cls):
            if not cls.__doc__:
                # else the standard library writes out what may be given to it, which takes as long as ten classes
                cls.__doc__ = cls.__name__
            cls = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True)(cls)
            methods = {**_unmade_init(cls), "__repr__": _repr, "__setattr__": _refused, "__delattr__": _refused}
            methods |= {"__getstate__": _state, "__setstate__": _set_state}
            if eq:
                methods |= _by_values(cls)
            for name, method in methods.items():
                if name not in vars(cls):
                    setattr(cls, name, method)
            return cls

        return made

    def _unmade_init(cls):
        """An ``__init__`` that is made when it is first called, or when somebody asks what may be given to it."""

        def __init__(self, *given, **named):
            make()
            cls.__init__(self, *given, **named)

        def make():
            if vars(cls)["__init__"] is __init__:
                cls.__init__ = _init_of(cls)

        return {"__init__": __init__, "__signature__": _Unasked(make)} if "__init__" not in vars(cls) else {}

    class _Unasked:
        """What may be given to a class whose ``__init__`` is not made yet: the one that is made then says it."""

        def __init__(self, make):
            self.make = make

        def __get__(self, record, cls):
            self.make()
            raise AttributeError("__signature__")

    def _init_of(cls):
        """``__init__`` with a parameter for each field; each value goes to its slot."""
        known, positional, named, lines = {"_made": dataclasses.MISSING}, [], [], []
        for one in dataclasses.fields(cls):
            known[f"_set_{one.name}"] = getattr(cls, one.name).__set__
            value, default = one.name, ""
            if one.default is not dataclasses.MISSING:
                known[f"_default_{one.name}"] = one.default
                value, default = (one.name, f"=_default_{one.name}") if one.init else (f"_default_{one.name}", "")
            elif one.default_factory is not dataclasses.MISSING:
                known[f"_make_{one.name}"] = one.default_factory
                value, default = f"_make_{one.name}()", ""
                if one.init:
                    value, default = f"{value} if {one.name} is _made else {one.name}", "=_made"
            elif not one.init:
                # ``__post_init__`` fills it
                continue
            if one.init:
                (named if one.kw_only else positional).append(one.name + default)
            lines.append(f"_set_{one.name}(self, {value})")
        if hasattr(cls, "__post_init__"):
            lines.append("self.__post_init__()")
        parameters = ", ".join(["self", *positional, *(["*", *named] if named else [])])
        body = "\n  ".join(lines or ["pass"])
        made = {}
        # its globals are those of the class's own module, where its annotations have their meaning
        exec(
            f"def make({', '.join(known)}):\n def __init__({parameters}):\n  {body}\n return __init__",
            vars(sys.modules[cls.__module__]),
            made,
        )
        method = made["make"](**known)
        method.__annotations__ = {one.name: one.type for one in dataclasses.fields(cls) if one.init} | {"return": None}
        return method

    def _by_values(cls):
        """Equality and hash by the values that are compared, as the tuple of them has it."""
        names = [one.name for one in dataclasses.fields(cls) if one.compare]
        # of one name it gives the bare value
        values = attrgetter(*names) if len(names) > 1 else lambda self: tuple(getattr(self, name) for name in names)

        def __eq__(self, other):
            return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

        def __hash__(self):
            return hash(values(self))

        return {"__eq__": __eq__, "__hash__": __hash__}

    def _repr(self):
        shown = (f"{one.name}={getattr(self, one.name)!r}" for one in dataclasses.fields(self) if one.repr)
        return f"{type(self).__qualname__}({', '.join(shown)})"

    def _refused(self, name, *value):
        raise dataclasses.FrozenInstanceError(f"cannot {'assign to' if value else 'delete'} field {name!r}")

    def _state(self):
        return [getattr(self, one.name) for one in dataclasses.fields(self)]

    def _set_state(self, state):
        for one, value in zip(dataclasses.fields(self), state, strict=True):
            object.__setattr__(self, one.name, value)


__all__ = ["dataclass"]
