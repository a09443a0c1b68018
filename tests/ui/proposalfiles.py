"""Documents that say much on one project idea, one of them hostile, for the tests of writing proposals."""

from collections.abc import Mapping

NEEDS = """---
title: Mentors wanted at shipyards
kind: survey_summary
country: Finland
theme: apprenticeship
year_start: 2021
---
A survey among 300 shipyards in Finland found that 62 percent of them lack mentors for their apprentices.

Apprentices at shipyards need mentors who have time for them, and three out of four apprentices say that they miss one.
"""
SHIPS = """---
title: Ships and apprentices
kind: good_practice
country: Finland
theme: apprenticeship
year_start: 2015
---
Shipyards and schools train mentors for apprentices together, and 900 apprentices have taken part since 2015.

An independent bureau evaluated the training of mentors in 2019 and found that more apprentices finished it.
"""
ROBOTS = """---
title: Robots in the workshop
kind: project_report
country: Portugal
theme: apprenticeship
year_start: 2018
---
The Erasmus+ project trained mentors for apprentices in robotics with partners from companies and schools.

Apprentices in Portugal lack mentors in companies, and schools see that need every year.
"""
BAKERS = """---
title: "Bakers <script>alert(1)</script> abroad"
kind: project_report
country: Netherlands
theme: apprenticeship
---
Apprentice bakers spend a month with a mentor in a company abroad, and their school and the company plan it together.
"""
PROPOSALS: Mapping[str, str] = {"needs.md": NEEDS, "ships.md": SHIPS, "robots.md": ROBOTS, "bakers.md": BAKERS}
IDEA = "Shipyards and schools train mentors for apprentices together."
