"""How words and cells of a Word file look, from its styles, its theme and what is set on them by hand; and the signs of
its symbol fonts as letters that every font has.
"""

from __future__ import annotations

import colorsys
import re
from dataclasses import dataclass, fields, replace
from itertools import chain

from s11.intake.docx_package import Node, whole_number

_HEX = re.compile(r"[0-9A-Fa-f]{6}\Z")
# the names that a cell or style gives to the colours of a theme
_THEME_NAMES = {
    "dark1": "dk1",
    "text1": "dk1",
    "light1": "lt1",
    "background1": "lt1",
    "dark2": "dk2",
    "text2": "dk2",
    "light2": "lt2",
    "background2": "lt2",
    "hyperlink": "hlink",
    "followedHyperlink": "folHlink",
}


@dataclass(frozen=True, slots=True)
class Look:
    """How words look; nothing for what is not said. ``behind``: the colour behind them, '' for said to be none."""

    bold: bool | None = None
    italic: bool | None = None
    strike: bool | None = None
    double_strike: bool | None = None
    hidden: bool | None = None
    highlight: str | None = None
    behind: str | None = None
    font: str | None = None
    high_font: str | None = None
    ink: str | None = None

    def over(self, under: Look) -> Look:
        """This look, and where it says nothing the one under it."""
        if self == _PLAIN:
            return under
        stated = {one.name: value for one in fields(Look) if (value := getattr(self, one.name)) is not None}
        return replace(under, **stated)

    @property
    def struck(self) -> bool:
        return bool(self.strike or self.double_strike)

    @property
    def colour(self) -> str:
        return self.highlight or self.behind or ""


_PLAIN = Look()
# more cannot be made in Word
MOST_STYLES = 4_079


class Theme:
    """The colours of a document's theme, as six digits by their short names ('accent1')."""

    def __init__(self, root: Node | None) -> None:
        self._colours: dict[str, str] = {}
        scheme = root.find("a:themeElements", "a:clrScheme") if root is not None else None
        for colour in scheme.children if scheme is not None else ():
            for definition in colour.children:
                value = definition.attributes.get("lastClr") or definition.attributes.get("val", "")
                if _HEX.match(value):
                    self._colours[colour.tag.rpartition(":")[2]] = value.upper()

    def _of(self, name: str, tint: str, shade: str) -> str:
        """A colour of the theme, made lighter or darker as Word does; '' where the theme does not have it."""
        colour = self._colours.get(_THEME_NAMES.get(name, name), "")
        if not colour or not (tint or shade):
            return colour
        red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
        hue, light, full = colorsys.rgb_to_hls(red, green, blue)
        if (part := _part_of(shade)) is not None:
            light *= part
        if (part := _part_of(tint)) is not None:
            light = light * part + 1 - part
        return "".join(f"{round(255 * one):02X}" for one in colorsys.hls_to_rgb(hue, light, full))

    def behind(self, shading: Node | None) -> str | None:
        """The colour that a shading (``w:shd``) gives, as six digits; '' for none or white, nothing where not said."""
        if shading is None:
            return None
        attributes = shading.attributes
        pattern = attributes.get("w:val", "clear")
        fill = self._colour_of(attributes, "w:fill", "w:themeFill", "FFFFFF")
        if pattern == "nil":
            return ""
        share = 100 if pattern == "solid" else whole_number(pattern[3:]) if pattern.startswith("pct") else 0
        if share:
            over = self._colour_of(attributes, "w:color", "w:themeColor", "000000")
            part = min(share, 100) / 100
            fill = "".join(
                f"{round(int(over[at : at + 2], 16) * part + int(fill[at : at + 2], 16) * (1 - part)):02X}"
                for at in (0, 2, 4)
            )
        return "" if fill == "FFFFFF" else fill

    def _colour_of(self, attributes: dict[str, str], plain: str, theme: str, automatic: str) -> str:
        if name := attributes.get(theme, ""):
            colour = self._of(name, attributes.get(f"{theme}Tint", ""), attributes.get(f"{theme}Shade", ""))
            if colour:
                return colour
        value = attributes.get(plain, "")
        return value.upper() if _HEX.match(value) else automatic


_Signature = tuple[tuple[str, ...], ...]
# the properties of letters and of paragraphs on which a look rests
_LETTERS = frozenset(
    ("w:rStyle", "w:b", "w:i", "w:strike", "w:dstrike", "w:vanish", "w:highlight", "w:shd", "w:rFonts", "w:color")
)
_AROUND = frozenset(("w:pStyle", "w:shd"))


def _signature(properties: Node | None, named: frozenset[str]) -> _Signature:
    """What tells the looks of two runs apart."""
    if properties is None:
        return ()
    return tuple((one.tag, *chain(*one.attributes.items())) for one in properties.children if one.tag in named)


def _turned(outer: bool | None, inner: bool | None) -> bool | None:
    """What a style of letters makes of a paragraph's: bold within bold is not bold."""
    if outer is None or inner is None:
        return outer if inner is None else inner
    return outer != inner


def _part_of(text: str) -> float | None:
    try:
        return int(text[:2], 16) / 255 if text else None
    except ValueError:
        return None


class Styles:
    """A document's styles: how a run looks, which paragraph is a heading, which list a style belongs to."""

    def __init__(self, root: Node | None, theme: Theme) -> None:
        self._theme = theme
        self._styles: dict[str, Node] = {}
        self._default: dict[str, str] = {}
        self._under = _PLAIN
        self._looks: dict[tuple[str, str], Look] = {}
        # most runs look like one before them
        self._runs: dict[tuple[_Signature, _Signature], Look] = {}
        self._chains: dict[str, list[Node]] = {}
        self._headings: dict[str, int] = {}
        if root is None:
            return
        for style in root.all("w:style")[:MOST_STYLES]:
            key = style.attributes.get("w:styleId", "")
            self._styles.setdefault(key, style)
            if style.attributes.get("w:default", "0") in ("1", "true", "on"):
                self._default.setdefault(style.attributes.get("w:type", ""), key)
        self._under = self._look_of(root.find("w:docDefaults", "w:rPrDefault", "w:rPr"))

    def chain(self, key: str, kind: str = "paragraph") -> list[Node]:
        """A style and those on which it is based, itself first; the default of its kind where it is not named."""
        key = key or self._default.get(kind, "")
        if key not in self._chains:
            styles: list[Node] = []
            at = key
            while (style := self._styles.get(at)) is not None and style not in styles and len(styles) < 30:
                styles.append(style)
                at = style.value("w:basedOn") or ""
            self._chains[key] = styles
        return self._chains[key]

    def name(self, key: str) -> str:
        style = self._styles.get(key)
        return (style.value("w:name") or "" if style is not None else "") or key

    def heading(self, paragraph: Node) -> int:
        """1 to 9 for a heading, 0 for any other paragraph. The title of a document is one of the first."""
        level = paragraph.whole("w:pPr", "w:outlineLvl")
        if level is not None:
            return level + 1 if 0 <= level <= 8 else 0
        key = paragraph.value("w:pPr", "w:pStyle") or ""
        if key not in self._headings:
            self._headings[key] = self._heading_of(key)
        return self._headings[key]

    def _heading_of(self, key: str) -> int:
        for style in self.chain(key):
            level = style.whole("w:pPr", "w:outlineLvl")
            if level is not None:
                return level + 1 if 0 <= level <= 8 else 0
            name = (style.value("w:name") or "").casefold()
            if name == "title":
                return 1
            if named := re.match(r"heading ([1-9])\Z", name):
                return int(named[1])
        return 0

    def look(self, run: Node | None, paragraph: Node | None) -> Look:
        """How a run looks in its paragraph."""
        own = run.find("w:rPr") if run is not None else None
        around = paragraph.find("w:pPr") if paragraph is not None else None
        key = (_signature(own, _LETTERS), _signature(around, _AROUND))
        look = self._runs.get(key)
        if look is None:
            look = self._styled(
                (around.value("w:pStyle") if around is not None else "") or "",
                (own.value("w:rStyle") if own is not None else "") or "",
            )
            behind = self._theme.behind(around.find("w:shd")) if around is not None else None
            if behind is not None and look.behind is None:
                look = replace(look, behind=behind)
            look = self._runs[key] = self._look_of(own).over(look)
        return look

    def _styled(self, paragraph: str, letters: str) -> Look:
        look = self._looks.get((paragraph, letters))
        if look is None:
            outer = self._along(self.chain(paragraph))
            inner = self._along(self.chain(letters, "character"))
            look = inner.over(outer)
            look = replace(
                look,
                bold=_turned(outer.bold, inner.bold),
                italic=_turned(outer.italic, inner.italic),
                strike=_turned(outer.strike, inner.strike),
                hidden=_turned(outer.hidden, inner.hidden),
            ).over(self._under)
            self._looks[paragraph, letters] = look
        return look

    def _along(self, chain: list[Node]) -> Look:
        look = _PLAIN
        for style in reversed(chain):
            stated = self._look_of(style.find("w:rPr"))
            if stated.behind is None:
                stated = replace(stated, behind=self._theme.behind(style.find("w:pPr", "w:shd")))
            look = stated.over(look)
        return look

    def _look_of(self, properties: Node | None) -> Look:
        if properties is None or not properties.children:
            return _PLAIN
        highlight = properties.value("w:highlight")
        fonts = properties.find("w:rFonts")
        font = fonts.attributes.get("w:ascii") if fonts is not None else None
        return Look(
            properties.switch("w:b"),
            properties.switch("w:i"),
            properties.switch("w:strike"),
            properties.switch("w:dstrike"),
            properties.switch("w:vanish"),
            "" if highlight == "none" else highlight,
            self._theme.behind(properties.find("w:shd")),
            font,
            fonts.attributes.get("w:hAnsi", font) if fonts is not None else None,
            _ink(properties.value("w:color")),
        )

    def colours_by_itself(self, key: str) -> bool:
        """Whether a style of tables colours cells: first rows, every second row."""
        for style in self.chain(key, "table"):
            places = [style, *style.all("w:tblStylePr")]
            if any(self._theme.behind(place.find("w:tcPr", "w:shd")) for place in places):
                return True
        return False


def _ink(value: str | None) -> str | None:
    """The colour of letters; '' for black and for what Word takes by itself, None where nothing is said."""
    if value is None:
        return None
    return value.upper() if _HEX.match(value) and value != "000000" else ""


def _signs(table: str) -> dict[int, str]:
    """Signs by their place in a symbol font: two figures of its code, then the sign."""
    return {0x20: " "} | {int(one[:2], 16): one[2:] for one in table.split()}


_WINGDINGS = _signs(
    "21✏ 22✂ 28☎ 2A✉ 36⌛ 3F✍ 41✌ 43👍 44👎 45☜ 46☞ 47☝ 48☟ 4A☺ 4B😐 4C☹ 4F⚐ 50⚐ 6C● 6D❍ 6E■ 6F☐ 71☐ 72☐ 73⬧ 74⧫"
    " 75◆ 76❖ 77◆ 78☒ 80⓪ 81① 82② 83③ 84④ 85⑤ 86⑥ 87⑦ 88⑧ 89⑨ 8A⑩ 8B⓿ 8C❶ 8D❷ 8E❸ 8F❹ 90❺ 91❻ 92❼ 93❽ 94❾ 95❿"
    " 9E· 9F• A1○ A4◉ A7▪ A8☐ AA✦ AB★ D8➢ DC➲ DF← E0→ E1↑ E2↓ E8➔ F0⇨ F3⇔ FB✗ FC✓ FD☒ FE☑"
)
_WINGDINGS_2 = _signs("4F✗ 50✓ 51☒ 52☑ 53☒ 54☒ 97• 98● 99● 9F• A2■ A3☐")
_WINGDINGS_3 = _signs("70▲ 71▼ 74◀ 75▶ 7D▶")
_WEBDINGS = _signs("33◀ 34▶ 35▲ 36▼ 61✓ 63☐ 67■ 6E● 72✗")
# figures and most stops are where they are in every font
_SYMBOL = {code: chr(code) for code in range(0x21, 0x7E)} | _signs(
    "22∀ 24∃ 27∋ 2A∗ 2D− 40≅ 41Α 42Β 43Χ 44Δ 45Ε 46Φ 47Γ 48Η 49Ι 4Aϑ 4BΚ 4CΛ 4DΜ 4EΝ 4FΟ 50Π 51Θ 52Ρ 53Σ 54Τ"
    " 55Υ 56ς 57Ω 58Ξ 59Ψ 5AΖ 5C∴ 5E⊥ 61α 62β 63χ 64δ 65ε 66φ 67γ 68η 69ι 6Aϕ 6Bκ 6Cλ 6Dμ 6Eν 6Fο 70π 71θ 72ρ"
    " 73σ 74τ 75υ 76ϖ 77ω 78ξ 79ψ 7Aζ 7E∼ A0€ A2′ A3≤ A5∞ A7♣ A8♦ A9♥ AA♠ AB↔ AC← AD↑ AE→ AF↓ B0° B1± B2″ B3≥ B4× B7•"
    " B8÷ B9≠ BA≡ BB≈ BC… D2® D3© D4™ D6√ DB⇔ DC⇐ DE⇒ E2® E3© E4™"
)
_SIGNS = {
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    "wingdings 3": _WINGDINGS_3,
    "webdings": _WEBDINGS,
    "symbol": _SYMBOL,
}
# what stands for a sign that is not known
UNKNOWN_SIGN = "\ufffd"


def sign(font: str | None, letter: str) -> str:
    """A letter as its font shows it: the tick of Wingdings, not the letter under which the font keeps it.

    A sign that is not known is ``UNKNOWN_SIGN``, a plain letter of a symbol font that is not known itself.
    """
    signs = _SIGNS.get((font or "").casefold())
    private = "\uf000" <= letter <= "\uf0ff"
    if signs is None:
        # a letter of a symbol font whose font is not said is one of Symbol, as most bullets are
        return _SYMBOL.get(ord(letter) - 0xF000, UNKNOWN_SIGN) if private else letter
    code = ord(letter) - (0xF000 if private else 0)
    return signs.get(code, UNKNOWN_SIGN if private else letter)


def shown(text: str, look: Look) -> str:
    """The text of a run as its font shows it. A line end of the file is a space, a soft hyphen is nothing."""
    plain = "\n" in text or "\t" in text or "\r" in text or "\u00ad" in text
    if plain:
        text = text.replace("\r", "").replace("\n", " ").replace("\t", " ").replace("\u00ad", "")
    low, high = look.font, look.high_font
    if not _is_of_signs(low) and not _is_of_signs(high) and not any("\uf000" <= one <= "\uf0ff" for one in text):
        return text
    return "".join(sign(low if one < "\x80" else high, one) for one in text)


def _is_of_signs(font: str | None) -> bool:
    return font is not None and font.casefold() in _SIGNS


def symbol(node: Node) -> str:
    """What an inserted symbol (``w:sym``) shows."""
    try:
        code = int(node.attributes.get("w:char", "")[:6], 16)
    except ValueError:
        return UNKNOWN_SIGN
    letter = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else UNKNOWN_SIGN
    font = node.attributes.get("w:font")
    if _is_of_signs(font):
        return sign(font, letter)
    return UNKNOWN_SIGN if "\ue000" <= letter <= "\uf8ff" else letter
