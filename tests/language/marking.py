"""What in a template would stay English in every language."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from jinja2 import Environment, nodes

TEMPLATES = Path(__file__).parents[2] / "templates"
# For developers, who read English; a line that is no text; what only programs read.
NOT_FOR_READERS = {"styleguide"}
NAMES = re.compile(
    r"\b(PinMyCal|Zoom|Google|Outlook(\.com)?|Microsoft 365|Apple|htmx|JavaScript|UTC|HTML)\b"
    r"|https?:\S+"
)
SPOKEN = {"title", "alt", "aria-label", "placeholder", "data-announce", "data-busy", "data-label"}
MARKS = {"_", "gettext", "ngettext", "pgettext", "npgettext"}
LOOKS = {"shape", "width", "root"}  # blocks that hold classes and attributes
# Among the strings of expressions: what is read; what are drawings, classes, ids and addresses.
SENTENCE = re.compile(r"[A-Z][a-z]+( [a-z]|[.…:]|$)|[a-z]+ [a-z]+")
CODE = re.compile(r"<.*|[\w\-./#:?=&{}%~]*|[a-z\-\d ]+|[\w/]+\.(html|txt)")
LETTERS = re.compile(r"[^\W\d_]{2,}")


def templates() -> list[Path]:
    """All that people read."""
    every = sorted(file for file in TEMPLATES.rglob("*.*") if file.suffix in (".html", ".txt"))
    return [file for file in every if not NOT_FOR_READERS & set(file.relative_to(TEMPLATES).parts)]


def unmarked(file: Path) -> list[str]:
    """Texts, spoken attributes and strings of expressions that no translation reaches."""
    environment = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    tree = environment.parse(file.read_text())
    plain = " ".join(_plain(file, tree))
    return [*_texts(plain, file), *_strings(tree)]


def frozen(file: Path) -> list[int]:
    """Lines of a component that are worked out once, and so in one language for everyone."""
    tree = Environment(extensions=["jinja2.ext.i18n"], autoescape=True).parse(file.read_text())
    return [
        node.lineno
        for node in tree.body
        if isinstance(node, nodes.Assign | nodes.AssignBlock)
        and any(_is_mark(call) for call in node.find_all(nodes.Call))
    ]


def _is_mark(call: nodes.Call) -> bool:
    return isinstance(call.node, nodes.Name) and call.node.name in MARKS


def _plain(file: Path, tree: nodes.Template) -> Iterator[str]:
    """What stands there as it is, in order; a mark where something is put in."""
    looks = [block for block in tree.find_all(nodes.Block) if block.name in LOOKS]
    classes = {id(each) for block in looks for each in block.find_all(nodes.Output)}
    for output in tree.find_all(nodes.Output):
        if id(output) in classes:
            continue
        for part in output.nodes:
            yield part.data if isinstance(part, nodes.TemplateData) else "\0"


def _texts(plain: str, file: Path) -> Iterator[str]:
    if file.suffix == ".txt":
        found = plain.splitlines()
    else:
        reader = _Reader()
        reader.feed(plain)
        found = reader.texts
    for text in found:
        left = NAMES.sub("", re.sub(r"&\w+;|(?<=\0 )/\w+", "", text))  # of a link, but its path
        if not re.match(r"\s*[\w-]+=\"", text) and LETTERS.search(left):
            yield " ".join(text.replace("\0", "…").split())


class _Reader(HTMLParser):
    """The texts of a page, and its attributes that are read out."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._mute = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("style", "script", "code", "svg"):
            self._mute = tag
        self.texts.extend(value for name, value in attrs if name in SPOKEN and value)

    def handle_endtag(self, tag: str) -> None:
        if tag == self._mute:
            self._mute = ""

    def handle_data(self, data: str) -> None:
        if not self._mute:
            self.texts.append(data)


def _strings(tree: nodes.Template) -> Iterator[str]:
    """Of expressions, but those that are handed to gettext."""
    marked = {
        id(each)
        for call in tree.find_all(nodes.Call)
        if _is_mark(call)
        for each in call.find_all(nodes.Const)
    }
    for each in tree.find_all(nodes.Const):
        text = each.value
        if isinstance(text, str) and id(each) not in marked:
            is_sentence = SENTENCE.search(text) and not CODE.fullmatch(text)
            if is_sentence or re.fullmatch(r"[A-Z][a-z]+", text):
                yield text
