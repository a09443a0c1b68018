"""Makes the Excel table of the sample corpus, surveys/mobility-projects-in-figures.xlsx, and its sidecar.

    python tools/make_sample_tables.py

The results are committed; this script is needed only to change them, and gives the same bytes at every run. Every row
restates figures of one public page, whose address stands in its last column; an empty cell means that the page does
not say.
"""

import io
import re
import zipfile
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

TARGET = Path(__file__).parents[1] / "corpus" / "samples" / "surveys" / "mobility-projects-in-figures.xlsx"
TITLE = "Eight VET mobility projects in figures: learners, staff, length of stay and grant"
LONG_AGO = "2020-01-01T00:00:00Z"


class Project(NamedTuple):
    """What one public page says about a mobility project; `None` where it is silent."""

    name: str
    country: str
    period: str
    schools: int | None
    learners: int | None
    staff: int | None
    stay: str
    destinations: str
    grant: int | None
    source: str


HEADINGS = (
    "Project",
    "Country",
    "Period",
    "Schools",
    "Learners or placements",
    "Staff",
    "Length of stay of learners",
    "Destinations",
    "Grant (EUR)",
    "Source",
)
WIDTHS = (46, 9, 22, 9, 12, 7, 26, 40, 12, 60)

PROJECTS = (
    Project(
        "Vocational schools of Orléans-Tours",
        "FR",
        "2017–2019",
        10,
        171,
        None,
        "3 to 4 weeks",
        "Europe",
        None,
        "https://www.centre-inffo.fr/site-centre-inffo/actualites-centre-inffo/le-quotidien-de-la-formation-actualite-"
        "formation-professionnelle-apprentissage/articles-2021/lacademie-dorleans-tours-encourage-la-mobilite-des-"
        "eleves-et-professeurs-de-lycees-professionnels",
    ),
    Project(
        "Agricultural schools of Bourgogne-Franche-Comté",
        "FR",
        "June 2020 – May 2022",
        13,
        92,
        None,
        "about 2 weeks",
        "",
        103_461,
        "https://agence.erasmusplus.fr/projets/13-lycees-agricoles-misent-sur-le-collectif-pour-renforcer-leur-"
        "ouverture-europeenne/",
    ),
    Project(
        "EWKA (Fundacja Faveo)",
        "PL",
        "until December 2020",
        3,
        69,
        31,
        "",
        "Germany, Denmark, Italy",
        None,
        "https://fundacja-faveo.pl/ewka/",
    ),
    Project(
        "TechSchools@Europa",
        "PT",
        "",
        8,
        48,
        None,
        "86 to 116 days",
        "other European countries",
        None,
        "https://euroyouth.org/en/portfolio_page/techschoolseuropa/",
    ),
    Project(
        "Europinė patirtis sėkmingai profesinei ateičiai",
        "LT",
        "",
        None,
        22,
        None,
        "",
        "Malta, Italy, Portugal",
        None,
        "https://www.mprc.lt/projektas-ivertintas-labai-gerai/",
    ),
    Project(
        "CKZiU Oława, 2022-1-PL01-KA121-VET-000062611",
        "PL",
        "2022; placements in spring 2023",
        None,
        16,
        3,
        "4 weeks",
        "Cyprus; Crete for staff",
        None,
        "https://ckziu.olawa.pl/erasmus-projekt-2022/",
    ),
    Project(
        "Dieveniškės, 2019-1-LT01-KA102-060259",
        "LT",
        "from 26 January 2020",
        None,
        15,
        None,
        "",
        "Carinthia (Austria)",
        None,
        "https://dieveniskiutvm.lt/index.php/lt/aktualijos/naujienos/40-erasmus-1-pagrindinio-veiksmo-profesinio-"
        "mokymo-mobilumo-projektas-33-mobilumo-dienos-nr-2019-1-lt01-ka102-060259",
    ),
    Project(
        "Lycée Jean Baylet (consortium SESAME)",
        "FR",
        "November 2023 and June 2024",
        None,
        8,
        2,
        "3 weeks",
        "Slovenia",
        None,
        "https://ac-toulouse.fr/temoignage-de-mathieu-pouyer-professeur-de-lettres-histoire-au-lycee-jean-baylet-a-"
        "valence-d-agen-130319",
    ),
)


def sidecar() -> dict[str, Any]:
    """Return the record that goes into the sidecar: one result a project, ranked by learners."""
    results = [
        {"statement": f"Learners abroad: {project.name}", "country": project.country, "rank": rank}
        | {"value": project.learners, "unit": "learners"}
        for rank, project in enumerate(PROJECTS, 1)
    ]
    return {
        "title": TITLE,
        "kind": "survey_summary",
        "country": ["FR", "LT", "PL", "PT"],
        "theme": ["mobility"],
        "language": "en",
        "year_start": 2017,
        "year_end": 2024,
        "organisation": "VET Assistant contributors",
        "population": "Eight VET mobility projects described in this sample corpus",
        "method": "Inventory: figures taken from one public page a project, named in each row",
        "period": "Projects of 2017 to 2024",
        "sample_size": str(len(PROJECTS)),
        "results": results,
        "source_title": "Mobility projects described by their schools and agencies (address in each row)",
        "source_url": PROJECTS[0].source,
    }


def fill(sheet: Worksheet) -> None:
    """Write headings and projects into the sheet and make it fit to read."""
    sheet.title = "Mobility projects"
    sheet.append(HEADINGS)
    for project in PROJECTS:
        sheet.append(project)
    for number, (column, width) in enumerate(zip(sheet.columns, WIDTHS, strict=True), 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
        column[0].font, column[0].fill = Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor="1E4E79")
        for cell in column:
            cell.alignment = Alignment(vertical="top", wrap_text=True)
    sheet.freeze_panes = "B2"


def with_fixed_times(packed: io.BytesIO) -> bytes:
    """Return the workbook with every date of its making set to a fixed one, so that equal content gives equal bytes."""
    result = io.BytesIO()
    with zipfile.ZipFile(packed) as old, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", LONG_AGO.encode(), content)
            new.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return result.getvalue()


def main() -> None:
    workbook = Workbook()
    workbook.properties.title, workbook.properties.creator = TITLE, "VET Assistant contributors"
    assert isinstance(workbook.active, Worksheet)
    fill(workbook.active)
    packed = io.BytesIO()
    workbook.save(packed)
    TARGET.write_bytes(with_fixed_times(packed))
    text = yaml.safe_dump(sidecar(), allow_unicode=True, sort_keys=False, width=1000)
    TARGET.with_name(f"{TARGET.name}.meta.yaml").write_text(text, encoding="utf-8")
    print(TARGET)


if __name__ == "__main__":
    main()
