"""Three practices as files, one of them hostile, for the tests of comparing."""

from collections.abc import Mapping

SHIPS = """---
title: Ships and apprentices
kind: good_practice
country: Finland
theme: apprenticeship
year_start: 2015
eqavet_phase: planning
---
Impact: Shipyards and schools train apprentices together, and 900 apprentices have taken part since 2015.
Budget: The budget is EUR 1.6 million a year, paid by the region and the shipyards.
Evaluation: An independent bureau evaluated the training in 2019 and found that more apprentices finished it.
"""
ROBOTS = """---
title: Robots in the workshop
kind: good_practice
country: Portugal
theme: apprenticeship
year_start: 2018
---
Companies and schools train apprentices together in robotics, and 300 apprentices have joined since 2018.
It costs 200 000 euro per year, paid by the companies.
"""
BAKERS = """---
title: "Bakers <script>alert(1)</script> abroad"
kind: project_report
country: Netherlands
theme: apprenticeship
---
Apprentice bakers spend a month with a company abroad, and their school and the company plan it together.
"""
PRACTICES: Mapping[str, str] = {"ships.md": SHIPS, "robots.md": ROBOTS, "bakers.md": BAKERS}
