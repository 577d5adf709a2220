"""The Jinja environment. Templates are a council's own words, so they are trusted with nothing but the View.

A template reads no file, calls nothing but what it is handed, reaches no attribute that is not part of a View, and
stops when it has gone round too often or said too much. Whatever it prints is escaped for the format it writes:
there is no way to switch that off. Where every template is s11's own, ``shipped`` writes the same with less ado.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sized
from datetime import date
from functools import lru_cache

from jinja2 import (
    BytecodeCache,
    FunctionLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    nodes,
    pass_eval_context,
)
from jinja2.bccache import Bucket
from jinja2.exceptions import SecurityError, UndefinedError
from jinja2.filters import FILTERS as DEFAULT_FILTERS
from jinja2.runtime import Context, Macro, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from s11.english import word_set
from s11.render.templates import why_unread

# the fullest of our own templates takes 25 rounds and 7,000 signs for an action
ROUNDS, ROUNDS_AN_ACTION = 100_000, 500
SIGNS, SIGNS_AN_ACTION = 20_000_000, 100_000
LONGEST_TEXT = 1_000_000
LONGEST_RANGE = 10_000
FILTERS = word_set("""
    abs capitalize count d default dictsort e escape first groupby int items last length list lower map max min
    reject rejectattr reverse round select selectattr sort string sum title trim unique upper
    """)
TEXT_METHODS = word_set("""
    capitalize casefold count endswith find isdigit lower lstrip rstrip split splitlines startswith strip title
    upper
    """)
DATE_PARTS = frozenset({"year", "month", "day", "isoformat"})
MAPPING_METHODS = frozenset({"items", "keys", "values", "get"})
_STEERING = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
FAULTS = (
    TemplateError,
    ArithmeticError,
    LookupError,
    TypeError,
    ValueError,
    AttributeError,
    RecursionError,
    MemoryError,
)


class BadTemplate(Exception):
    """A template that cannot be used: one line that names the template, the line in it, and what is wrong."""


def text_of(templates: Mapping[str, str], name: str) -> str:
    """The text of a template that is no Jinja. Raises BadTemplate where it cannot be read."""
    if why := why_unread(templates, name):
        raise BadTemplate(why)
    return templates.get(name, "")


class Compiled(BytecodeCache):
    """Templates as Python, kept for this process and used again for the same text: making one outweighs ten reports."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._kept:
            # what was made of another text under this name is let go
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = bucket.bytecode_to_string()


@lru_cache(maxsize=8)
def _compiled(written: Callable[[object], str], guarded: bool) -> Compiled:
    """One for each voice, guarded or not: what stands still in a template is put through its filters as it is made."""
    return Compiled()


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja with everything taken away that a report does not need."""

    intercepted_binops = frozenset({"+", "*", "**", "%"})
    guarded = True

    def __init__(
        self,
        templates: Mapping[str, str],
        written: Callable[[object], str],
        filters: Mapping[str, Callable[..., object]],
        tidied: Callable[[str], str],
    ) -> None:
        def find(name: str) -> tuple[str, str, Callable[[], bool]] | None:
            if why := why_unread(templates, name):
                raise BadTemplate(why)
            text = templates.get(name)
            return None if text is None else (text, name, lambda: True)

        super().__init__(
            loader=FunctionLoader(find),
            autoescape=True,
            undefined=StrictUndefined,
            finalize=self._printed,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            cache_size=200,
            bytecode_cache=_compiled(written, self.guarded),
        )
        self._written, self._tidied = written, tidied
        self._rounds = self._spent = 0
        self._most_rounds, self._most_signs = ROUNDS, SIGNS
        self.globals = {"range": self._range, "namespace": self.globals["namespace"]}
        self.filters = {name: DEFAULT_FILTERS[name] for name in FILTERS} | {"join": self._join} | dict(filters)

    def write(self, name: str, actions: int, **words: object) -> str:
        """The text that a template makes of a View of so many actions. Raises BadTemplate where it cannot be made."""
        self._rounds = self._spent = 0
        self._most_rounds, self._most_signs = ROUNDS + ROUNDS_AN_ACTION * actions, SIGNS + SIGNS_AN_ACTION * actions
        try:
            written = self._tidied(self.get_template(name).render(**words))
        except FAULTS as error:
            raise BadTemplate(_fault(error, name)) from error
        if self.guarded and (steering := _STEERING.search(written)):
            # what a plan says is shown as a sign for it; only a template itself can write one
            raise BadTemplate(
                f"template {name}: it writes a control character (U+{ord(steering[0]):04X}), which could control a "
                "terminal: take it out"
            )
        return written

    # what is counted

    @property
    def turn(self) -> None:
        """One more turn of a loop or macro: a template looks here, since a call would take ten times as long."""
        self._rounds += 1
        if self._rounds > self._most_rounds:
            raise SecurityError("it repeats too often: a loop or a macro may never end")

    # with the context in its signature, words that stand in the template itself come here too
    @pass_eval_context
    def _printed(self, context: object, value: object) -> object:
        text: str
        if type(value) is Markup:
            text = value
        elif isinstance(value, Undefined):
            return str(value)
        else:
            text = value if isinstance(value, Markup) else self._written(value)
        self._spent += len(text)
        if self._spent > self._most_signs:
            raise SecurityError("it writes more than a report may hold")
        return text

    def joined(self, *parts: object) -> str:
        """What ``~`` makes: escaped as soon as one part is markup."""
        if sum(len(part) for part in parts if isinstance(part, str)) > LONGEST_TEXT:
            raise SecurityError("it makes a text that is too long")
        if any(hasattr(part, "__html__") for part in parts):
            return Markup("").join(escape(self._printed(None, part)) for part in parts)
        return "".join(str(part) for part in parts)

    def _join(self, parts: Iterable[object], between: str = "") -> str:
        pieces = list(parts)
        if len(between) * len(pieces) > LONGEST_TEXT:
            raise SecurityError("it makes a text that is too long")
        if any(hasattr(piece, "__html__") for piece in (between, *pieces)):
            return Markup(escape(between)).join(escape(self._printed(None, piece)) for piece in pieces)
        return between.join(str(piece) for piece in pieces)

    def _range(self, *bounds: int) -> range:
        made = range(*bounds)
        if len(made) > LONGEST_RANGE:
            raise SecurityError(f"a range of {len(made):,} is too long: {LONGEST_RANGE:,} at most")
        return made

    # what is asked ten thousand times for one report: that it is safe is found out once for each kind

    def getattr(self, obj: object, attribute: str) -> object:
        if attribute in _FIELDS[type(obj)]:
            return getattr(obj, attribute)
        return super().getattr(obj, attribute)

    def call(__self, __context: Context, __obj: object, *args: object, **kwargs: object) -> object:
        if type(__obj) is not Macro:
            return super().call(__context, __obj, *args, **kwargs)
        kwargs.pop("_loop_vars", None)
        kwargs.pop("_block_vars", None)
        return __obj(__context.eval_ctx, *args, **kwargs)

    # what is refused

    def call_binop(self, context: Context, operator: str, left: object, right: object) -> object:
        if operator == "+" and isinstance(left, str | list | tuple):
            if len(left) + (len(right) if isinstance(right, Sized) else 0) > LONGEST_TEXT:
                raise SecurityError("it makes a text that is too long")
        elif operator == "**" or not (isinstance(left, int | float) and isinstance(right, int | float)):
            raise SecurityError(
                f"'{operator}' is only for numbers" if operator != "**" else "a template may not use '**'"
            )
        elif isinstance(left, int) and abs(left) > 10**15:
            raise SecurityError("it makes a number that is too long")
        return super().call_binop(context, operator, left, right)

    def is_safe_attribute(self, obj: object, attr: str, value: object) -> bool:
        if not super().is_safe_attribute(obj, attr, value):
            return False
        if isinstance(obj, str):
            return attr in TEXT_METHODS
        if isinstance(obj, date):
            return attr in DATE_PARTS
        if isinstance(obj, tuple):
            return attr in getattr(obj, "_fields", ()) or isinstance(getattr(type(obj), attr, None), property)
        if isinstance(obj, Mapping):
            return attr in MAPPING_METHODS
        return not isinstance(obj, int | float | list | set | frozenset | bytes | type | Macro) and type(
            obj
        ).__module__.split(".")[0] in ("s11", "jinja2")

    def is_safe_callable(self, obj: object) -> bool:
        return super().is_safe_callable(obj) and not isinstance(obj, type)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        if self.guarded:
            _guard(tree)
        _measure(tree)
        if tree.environment is not None:
            tree.set_environment(tree.environment)
        return tree


class _Fields(dict[type, frozenset[str]]):
    """The fields of each record, and what it works out of them, which are always safe; nothing of any other kind is."""

    def __missing__(self, kind: type) -> frozenset[str]:
        names = (
            (
                *getattr(kind, "_fields", ()),
                *(name for name in dir(kind) if isinstance(getattr(kind, name, None), property)),
            )
            if issubclass(kind, tuple)
            else ()
        )
        self[kind] = frozenset(name for name in names if not name.startswith("_"))
        return self[kind]


_FIELDS = _Fields()


def _guard(tree: nodes.Template) -> None:
    """Every loop and macro counts its rounds, and escaping cannot be switched off."""
    for scoped in tree.find_all((nodes.EvalContextModifier, nodes.ScopedEvalContextModifier)):
        raise TemplateSyntaxError("escaping cannot be switched off", scoped.lineno)
    bodies: list[nodes.For | nodes.Macro | nodes.CallBlock | nodes.Block] = [
        *tree.find_all(nodes.For),
        *tree.find_all(nodes.Macro),
        *tree.find_all(nodes.CallBlock),
        *tree.find_all(nodes.Block),
    ]
    for around in bodies:
        counted = nodes.ExprStmt(nodes.EnvironmentAttribute("turn"))
        around.body.insert(0, counted.set_lineno(around.lineno))


def _measure(node: nodes.Node) -> None:
    """What ``~`` joins is measured, and shown as all that is printed."""
    for name, value in list(node.iter_fields()):
        if isinstance(value, list):
            setattr(node, name, [_measured(item) for item in value])
        elif isinstance(value, nodes.Node):
            setattr(node, name, _measured(value))


def _measured(item: object) -> object:
    if not isinstance(item, nodes.Node):
        return item
    _measure(item)
    if isinstance(item, nodes.Concat):
        return nodes.Call(nodes.EnvironmentAttribute("joined"), item.nodes, [], None, None).set_lineno(item.lineno)
    return item


def _fault(error: BaseException, name: str) -> str:
    place, line = name, 0
    if isinstance(error, TemplateSyntaxError):
        place, line = error.name or name, error.lineno
    else:
        trace = error.__traceback__
        while trace is not None:
            inside = trace.tb_frame.f_code.co_filename
            if inside.endswith((".j2", ".md")) and trace.tb_frame.f_globals.get("__name__") != __name__:
                place, line = inside, trace.tb_lineno
            trace = trace.tb_next
    where = f"template {place}" + (f", line {line}" if line else "")
    return f"{where}: {_reason(error)}"


def _reason(error: BaseException) -> str:
    if isinstance(error, TemplateNotFound):
        return f"there is no template '{error.name}'; a template can only use other templates, no files"
    if isinstance(error, RecursionError):
        return "it calls itself without end"
    if isinstance(error, MemoryError):
        return "it needs more memory than a report may take"
    if isinstance(error, SecurityError | UndefinedError | TemplateSyntaxError | TypeError | ValueError):
        return " ".join(str(error).split())
    return f"{type(error).__name__}: {' '.join(str(error).split())}"
