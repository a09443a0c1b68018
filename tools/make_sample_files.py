"""Makes the PDF and DOCX files of the sample corpus, and their sidecars, from the sources in tools/sample_reports/.

    python -m tools.make_sample_files [--only NAME] [--fonts FOLDER]

The results are committed; this script is needed only to change them, and then gives the same bytes at every run. It
needs the DejaVu fonts (Debian packages fonts-dejavu-core and fonts-dejavu-extra; Bitstream Vera licence, DejaVu's own
changes in the public domain: embedding and redistribution are free), because the fonts that come with reportlab have
no letters such as ž, ē or ő. A source starts with a block of settings: `output`, the file to make; `metadata`, what
goes into the sidecar; and for a PDF `subtitle`, `running_head`, `accent`, `columns`, `facts` (label and value pairs
for the box under the title) and `contents` (the heading of a page of contents, which also makes the pages before the
body count in roman figures). In the body, the line `---` starts a new page (one column wide)
and a heading of level four is the caption of a table.
"""

import argparse
import datetime
import io
import zipfile
from pathlib import Path
from typing import Any

import docx
import yaml
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from tools.sample_pdf import AUTHOR, make_pdf, register_fonts, rows_of

SOURCES = Path(__file__).parent / "sample_reports"
SAMPLES = Path(__file__).parents[1] / "corpus" / "samples"
LONG_AGO = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)


def plain(node: SyntaxTreeNode) -> str:
    """Return a run of Markdown text without its marks."""
    if node.type in ("softbreak", "hardbreak"):
        return " "
    return node.content if node.type == "text" else "".join(plain(child) for child in node.children)


def make_docx(settings: dict[str, Any], tree: SyntaxTreeNode) -> bytes:
    """Return the bytes of the Word file that a source describes."""
    document = docx.Document()
    properties = document.core_properties
    properties.title, properties.author = settings["metadata"]["title"], AUTHOR
    properties.language = settings["metadata"]["language"]
    properties.created = properties.modified = LONG_AGO
    document.add_heading(settings["metadata"]["title"], level=0)
    for node in tree.children:
        if node.type == "heading":
            document.add_heading(plain(node), level=int(node.tag[1]) - 1)
        elif node.type == "paragraph":
            document.add_paragraph(plain(node))
        elif node.type in ("bullet_list", "ordered_list"):
            for item in node.children:
                document.add_paragraph(
                    plain(item), style="List Bullet" if node.type == "bullet_list" else "List Number"
                )
        elif node.type == "table":
            rows = rows_of(node)
            table = document.add_table(rows=len(rows), cols=len(rows[0]), style="Light Grid Accent 1")
            for row, cells in zip(table.rows, rows, strict=True):
                for target, cell in zip(row.cells, cells, strict=True):
                    target.text = plain(cell)
    packed = io.BytesIO()
    document.save(packed)
    return with_fixed_times(packed)


def with_fixed_times(packed: io.BytesIO) -> bytes:
    """Return the archive with every member dated 1980, so that equal content gives equal bytes."""
    result = io.BytesIO()
    with zipfile.ZipFile(packed) as old, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), old.read(name), zipfile.ZIP_DEFLATED)
    return result.getvalue()


def make(source: Path) -> Path:
    """Make the file that `source` describes, and its sidecar; return the file's path."""
    _, head, text = source.read_text(encoding="utf-8").split("---\n", 2)
    settings = yaml.safe_load(head)
    tree = SyntaxTreeNode(MarkdownIt("commonmark").enable("table").parse(text))
    target = SAMPLES / str(settings["output"])
    target.write_bytes(make_pdf(settings, tree) if target.suffix == ".pdf" else make_docx(settings, tree))
    sidecar = yaml.safe_dump(settings["metadata"], allow_unicode=True, sort_keys=False, width=1000)
    target.with_name(f"{target.name}.meta.yaml").write_text(sidecar, encoding="utf-8")
    return target


def main() -> None:
    parser = argparse.ArgumentParser(description="Make the PDF and DOCX files of the sample corpus.")
    parser.add_argument("--only", default="", help="make only the sources whose name holds this text")
    parser.add_argument("--fonts", type=Path, default=Path("/usr/share/fonts/truetype/dejavu"), help="folder of DejaVu")
    options = parser.parse_args()
    register_fonts(options.fonts)
    for source in sorted(SOURCES.glob("*.md")):
        if options.only in source.stem:
            print(make(source).relative_to(SAMPLES))


if __name__ == "__main__":
    main()
