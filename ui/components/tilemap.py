"""The tile map: one equal tile for each country of Europe, with how many documents it has; a click filters.

Altair draws it from our own data, as SVG; its colours are variables of our style sheet, which follow light and dark.
A picture cannot be used by keyboard or heard: `places_html` says and does the same as a table.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from html import escape
from typing import Any, NamedTuple

from babel.lists import format_list

from corpus.vocabulary import Vocabulary, read_vocabulary
from ui.components.picking import pick_value, ticked
from ui.texts import FALLBACK, Texts

SELECTION = "pick"
"""The name of the chart's selection: one tile, as `{"code": …, "turn": …}`."""

STRIP_COLUMNS = 5
_TILE_HEIGHT = 46
_STRIP_HEIGHT = 32
_SHADES = (1, 2, 5, 10)


class Tile(NamedTuple):
    """One place on the map: how many documents it has under the filters of the other facets, and where it stands."""

    code: str
    name: str
    documents: int
    chosen: bool
    column: int
    row: int


@cache
def grid() -> Mapping[str, tuple[int, int]]:
    """Return the column and the row of each country on the map."""
    rows: Sequence[str] = read_vocabulary("tiles")["europe"]
    return {
        code: (column, row)
        for row, line in enumerate(rows)
        for column, code in enumerate(line.split())
        if code.isalpha()
    }


def shade(count: int, most: int) -> int:
    """Return the shade of a count, 0 (none) to 4, by its share of the greatest; few documents have few shades."""
    if count <= 0:
        return 0
    return 1 + sum(count > most * part / 8 for part in _SHADES[:3]) if most > 4 else min(count, 4)


def country_tiles(counts: Mapping[str, int], chosen: Sequence[str], name: Callable[[str], str]) -> list[Tile]:
    """Return a tile for each country of the map, those without documents too."""
    return [
        Tile(code, name(code), counts.get(code, 0), code in chosen, column, row)
        for code, (column, row) in grid().items()
    ]


def strip_tiles(
    codes: Sequence[str], counts: Mapping[str, int], chosen: Sequence[str], name: Callable[[str], str]
) -> list[Tile]:
    """Return tiles in rows, for regions and for what is not on the map."""
    return [
        Tile(code, name(code), counts.get(code, 0), code in chosen, number % STRIP_COLUMNS, number // STRIP_COLUMNS)
        for number, code in enumerate(codes)
    ]


def region_codes(names: Vocabulary) -> list[str]:
    """Return the regions that we know, those of one country together."""
    return sorted((code for code, place in names.places.items() if place.country))


def tile_chart(tiles: Sequence[Tile], most: int, say: Texts, turn: int, *, strip: bool = False) -> Any:
    """Return the Altair chart of the tiles, shaded by their share of `most` documents.

    `turn` makes each click a new one: a tile can be pressed twice.
    """
    import altair

    rows = max((tile.row for tile in tiles), default=0) + 1
    columns = STRIP_COLUMNS if strip else max((tile.column for tile in tiles), default=0) + 1
    data = altair.InlineData(values=[_look(tile, most, turn, say, strip=strip) for tile in tiles])
    at = {
        "x": altair.X("column:O", axis=None, scale=altair.Scale(domain=list(range(columns)), paddingInner=0.06)),
        "y": altair.Y("row:O", axis=None, scale=altair.Scale(domain=list(range(rows)), paddingInner=0.06)),
        "tooltip": altair.Tooltip("tip:N"),
    }
    plain: dict[str, Any] = {"scale": None, "legend": None}
    chart = altair.Chart(data)
    rectangle = chart.mark_rect(cornerRadius=5, cursor="pointer", aria=False).encode(
        **at,
        fill=altair.Fill("fill:N", **plain),
        stroke=altair.Stroke("stroke:N", **plain),
        strokeWidth=altair.StrokeWidth("border:Q", **plain),
    )
    ink = altair.Fill("ink:N", **plain)
    if strip:
        words = [chart.mark_text(fontSize=11, cursor="pointer", aria=False).encode(**at, text="label:N", fill=ink)]
    else:
        words = [
            chart.mark_text(dy=-8, fontSize=12, fontWeight="bold", cursor="pointer", aria=False).encode(
                **at, text="label:N", fill=ink
            ),
            chart.mark_text(dy=9, fontSize=13, cursor="pointer", aria=False).encode(**at, text="documents:N", fill=ink),
        ]
    picked = altair.selection_point(name=SELECTION, fields=["code", "turn"], on="click", clear=False, toggle=False)
    return (
        altair.layer(rectangle.add_params(picked), *words)
        .properties(
            height=rows * (_STRIP_HEIGHT if strip else _TILE_HEIGHT),
            padding={"left": 2, "right": 2, "top": 2, "bottom": 2},
            usermeta={"embedOptions": {"renderer": "svg"}},
        )
        .configure(aria=False, background="transparent")
        .configure_view(stroke=None)
    )


def warm_up() -> None:
    """Load what charts are drawn with, so that nobody who looks at the first one waits for that."""
    tile_chart([Tile("EU", "Europe", 1, False, 0, 0)], 1, Texts(FALLBACK), 0).to_dict()


def _look(tile: Tile, most: int, turn: int, say: Texts, *, strip: bool) -> dict[str, object]:
    depth = shade(tile.documents, most)
    label = f"✓ {tile.code}" if tile.chosen else tile.code
    return {
        "code": tile.code,
        "turn": turn,
        "column": tile.column,
        "row": tile.row,
        "documents": str(tile.documents),
        "label": f"{label}  {tile.documents}" if strip else label,
        "tip": f"{tile.name}: {say.counted('documents', tile.documents)}",
        "fill": f"var(--vet-shade-{depth})",
        "ink": f"var(--vet-ink-{depth})",
        "stroke": "var(--vet-chosen)" if tile.chosen else "var(--vet-tile-line)" if depth else "var(--vet-line)",
        "border": 3 if tile.chosen else 1,
    }


def places_html(tiles: Sequence[Tile], names: Vocabulary, say: Texts) -> str:
    """Return the map as a table with a button for each place that has documents or is chosen, regions below theirs."""
    told = [tile for tile in tiles if tile.documents or tile.chosen]

    def order(tile: Tile) -> tuple[str, bool, str]:
        country = names.country_of(tile.code) or tile.code
        return names.place_label(country, say.language).casefold(), country != tile.code, tile.name.casefold()

    rows = "".join(_row(tile, names.country_of(tile.code) not in (None, tile.code)) for tile in sorted(told, key=order))
    without = sorted((tile.name for tile in tiles if tile not in told and "-" not in tile.code), key=str.casefold)
    rest = f'<p class="vet-quiet">{escape(say("map_without", places=format_list(without, locale=say.language)))}</p>'
    return (
        f'<details class="vet-fold" data-keep="places"><summary>{escape(say("as_table"))}</summary>'
        f'<table class="vet-places"><thead><tr><th scope="col">{escape(say("filter_country"))}</th>'
        f'<th scope="col">{escape(say("explore_documents"))}</th></tr></thead><tbody>{rows}</tbody></table>'
        f"{rest if without else ''}</details>"
    )


def _row(tile: Tile, region: bool) -> str:
    css = ' class="vet-region"' if region else ""
    return (
        f'<tr><th scope="row"{css}><button type="button" class="vet-pick" id="place-{escape(tile.code)}"'
        f' data-pick="{escape(pick_value(country=tile.code))}" aria-pressed="{str(tile.chosen).lower()}">'
        f"{ticked(tile.name, tile.chosen)}</button></th><td>{tile.documents}</td></tr>"
    )
