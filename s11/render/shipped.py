"""The Jinja environment of s11's own templates: they are part of s11, so nothing of them is counted or forbidden.

It writes the very same pages as the sandbox does. Words that were printed once are escaped once, and what holds a
council's own templates back is left out: it is most of what a page costs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context, Macro, Undefined
from jinja2.utils import missing
from markupsafe import Markup, escape

from s11.render.sandbox import Sandbox
from s11.render.templates import Templates

# of so many different words the escaped ones are held
MOST_WORDS = 50_000


class _Writing(CodeGenerator):
    """Jinja's code, with one call for what is printed, which gives it escaped."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        self.write("environment.shown(")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        self.write(")")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        # what surrounds the call is handed to functions that ask for it, and s11's own ask for nothing
        self.write("environment.made(context, ")
        self.visit(node.node, frame)
        self.signature(node, frame, {"caller": "caller"} if forward_caller else None)
        self.write(")")


class _Escaped(dict[str, str]):
    """Words → the same as a page holds them."""

    def __init__(self, written: Callable[[object], str]) -> None:
        super().__init__()
        self._written = written

    def __missing__(self, text: str) -> str:
        if len(self) >= MOST_WORDS:
            self.clear()
        escaped = str(escape(self._written(text)))
        # the same words are held once
        self[text] = escaped = text if escaped == text else escaped
        return escaped


class Shipped(Sandbox):
    """The environment for templates none of which is a council's own."""

    code_generator_class = _Writing
    # reckoning needs no watch
    intercepted_binops = frozenset[str]()
    guarded = False

    def __init__(
        self,
        templates: Mapping[str, str],
        written: Callable[[object], str],
        filters: Mapping[str, Callable[..., object]],
        tidied: Callable[[str], str],
    ) -> None:
        super().__init__(templates, written, filters, tidied)
        self._escaped = _Escaped(written)

    def shown(self, value: object) -> str:
        """What is printed, escaped."""
        if type(value) is str:
            return self._escaped[value]
        if type(value) is Markup:
            return value
        # what is not there says so itself
        return str(value) if isinstance(value, Undefined) else escape(self._written(value))

    def getattr(self, obj: object, attribute: str) -> object:
        try:
            return getattr(obj, attribute)
        except AttributeError:
            if type(obj) is dict and attribute in obj:
                return obj[attribute]
            return super().getattr(obj, attribute)

    def getitem(self, obj: object, argument: object) -> object:
        if type(obj) is dict and type(argument) is str:
            return obj[argument] if argument in obj else self.undefined(obj=obj, name=argument)
        return super().getitem(obj, argument)

    def made(self, context: Context, called: object, *args: object, **kwargs: object) -> object:
        """What is called by a template; of s11's own macros most are called by place alone."""
        if type(called) is Macro and not kwargs:
            lacking = called._argument_count - len(args)
            if not (lacking < 0 or called.caller or called.catch_kwargs or called.catch_varargs):
                return _marked(Markup, called._func(*args, *[missing] * lacking) if lacking else called._func(*args))
        return self.call(context, called, *args, **kwargs)


# a page is text that is escaped already: nothing asks what it is
_marked = str.__new__


def environment_of(
    templates: Mapping[str, str],
    written: Callable[[object], str],
    filters: Mapping[str, Callable[..., object]],
    tidied: Callable[[str], str],
) -> Sandbox:
    """The environment for these templates: guarded, where it is not known that each of them is s11's own."""
    of_its_own = isinstance(templates, Templates) and not templates.own
    return (Shipped if of_its_own else Sandbox)(templates, written, filters, tidied)
