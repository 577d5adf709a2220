"""A frozen record is what the standard library makes of the same lines."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
from dataclasses import field

import pytest

from s11 import frozen

OURS, THEIRS = {}, {}
LINES = '''
@dataclass(frozen=True, slots=True)
class Empty:
    """Nothing."""

@dataclass(frozen=True, slots=True)
class One:
    """One field."""
    a: float

@dataclass(frozen=True, slots=True)
class Some:
    """Fields of every sort."""
    a: int
    b: str = "b"
    c: list[int] = field(default_factory=list, repr=False, compare=False)
    d: int = field(init=False, repr=False, compare=False)
    e: tuple[int, ...] = field(default=(), kw_only=True)

    def __post_init__(self):
        object.__setattr__(self, "d", self.a + 1)

@dataclass(frozen=True, slots=True)
class More(Some):
    """A record of another."""
    f: int = field(default=7, init=False)
    g: int = 8

@dataclass(frozen=True, slots=True, eq=False)
class Itself:
    """Only itself."""
    a: int

@dataclass(frozen=True, slots=True)
class Named:
    """With a hash of its own."""
    a: int
    b: int = 0

    def __hash__(self):
        return 11

    def __repr__(self):
        return "named"
'''
for held, dataclass in ((OURS, frozen.dataclass), (THEIRS, dataclasses.dataclass)):
    held.update(dataclass=dataclass, field=field, __name__=__name__)
    exec("from __future__ import annotations\n" + LINES, held)
NAMES = ("Empty", "One", "Some", "More", "Itself", "Named")
VALUES = {
    "Empty": [((), {})],
    "One": [((1,), {}), ((float("nan"),), {}), ((0.0,), {}), ((-0.0,), {})],
    "Some": [((1,), {}), ((1, "x"), {}), ((1, "b", [3]), {"e": (1,)}), ((1,), {"e": ()}), ((2,), {"b": "b"})],
    "More": [((1,), {}), ((1, "b", [], 9), {}), ((1,), {"g": 8, "e": (2,)})],
    "Itself": [((1,), {}), ((1,), {})],
    "Named": [((1,), {}), ((1, 0), {}), ((2,), {})],
}
EACH = [(name, *given) for name in NAMES for given in VALUES[name]]


@pytest.mark.parametrize(("name", "args", "more"), EACH)
def test_it_holds_and_shows_what_it_was_given(name, args, more):
    ours, theirs = OURS[name](*args, **more), THEIRS[name](*args, **more)
    for one in dataclasses.fields(theirs):
        assert repr(getattr(ours, one.name)) == repr(getattr(theirs, one.name))
    assert repr(ours) == repr(theirs)
    assert [one.name for one in dataclasses.fields(ours)] == [one.name for one in dataclasses.fields(theirs)]
    assert not hasattr(ours, "__dict__")
    if name not in ("Itself",):
        assert hash(ours) == hash(theirs)


@pytest.mark.parametrize("name", NAMES)
def test_two_are_equal_where_the_standard_librarys_are(name):
    given = VALUES[name]
    ours = [OURS[name](*args, **more) for args, more in given]
    theirs = [THEIRS[name](*args, **more) for args, more in given]
    for at in range(len(given)):
        for to in range(len(given)):
            assert (ours[at] == ours[to]) is (theirs[at] == theirs[to]), (at, to)
    assert all((one == 1) is False and (one != 1) is True for one in ours)


def test_a_record_is_no_record_of_another_class():
    assert OURS["Some"](1) != OURS["More"](1)
    assert OURS["One"](1) != OURS["Itself"](1)


@pytest.mark.parametrize("name", NAMES)
def test_what_may_be_given_is_the_same(name):
    ours, theirs = inspect.signature(OURS[name]), inspect.signature(THEIRS[name])
    assert list(ours.parameters) == list(theirs.parameters)
    for name_, one in theirs.parameters.items():
        assert ours.parameters[name_].kind is one.kind
        assert ours.parameters[name_].annotation == one.annotation
        assert (ours.parameters[name_].default is inspect.Parameter.empty) is (one.default is inspect.Parameter.empty)
    for wrong in ((1,) * 9, ()):
        for held in (OURS, THEIRS):
            if name != "Empty" or wrong:
                with pytest.raises(TypeError):
                    held[name](*wrong)


def test_a_list_made_anew_is_nobody_elses():
    first, second = OURS["Some"](1), OURS["Some"](1)
    first.c.append(1)
    assert second.c == []


@pytest.mark.parametrize(("name", "args", "more"), [each for each in EACH if each[0] != "Empty"])
def test_nothing_of_it_can_be_changed_or_taken_away(name, args, more):
    one = OURS[name](*args, **more)
    for change in (lambda: setattr(one, "a", 2), lambda: delattr(one, "a"), lambda: setattr(one, "other", 2)):
        with pytest.raises(dataclasses.FrozenInstanceError):
            change()
    assert repr(one.a) == repr(args[0])


def test_it_is_replaced_copied_and_pickled_whole():
    one = frozen_here(1, "x", ("y",))
    assert dataclasses.replace(one, b="z") == frozen_here(1, "z", ("y",))
    for other in (pickle.loads(pickle.dumps(one)), copy.copy(one), copy.deepcopy(one)):
        assert other == one
        assert other is not one
        assert other.d == 2


@frozen.dataclass(frozen=True, slots=True)
class frozen_here:
    """A record that can be found by its name."""

    a: int
    b: str
    c: tuple[str, ...]
    d: int = field(init=False, compare=False)

    def __post_init__(self):
        object.__setattr__(self, "d", self.a + 1)


def test_there_is_no_other_kind():
    with pytest.raises(TypeError, match="frozen and has slots"):
        frozen.dataclass(frozen=True, slots=False)
