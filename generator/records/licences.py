"""Licences of content, by the ids of the SPDX License List."""

from __future__ import annotations

from .scales import Word

_CC = "https://creativecommons.org/licenses"
_ODC = "https://opendatacommons.org/licenses"


class Licence(Word):
    """A licence under which the content of a briefing may be used."""

    CC0_1_0 = "CC0-1.0"
    CC_BY_4_0 = "CC-BY-4.0"
    CC_BY_SA_4_0 = "CC-BY-SA-4.0"
    CC_BY_NC_4_0 = "CC-BY-NC-4.0"
    CC_BY_NC_SA_4_0 = "CC-BY-NC-SA-4.0"
    CC_BY_ND_4_0 = "CC-BY-ND-4.0"
    CC_BY_NC_ND_4_0 = "CC-BY-NC-ND-4.0"
    ODBL_1_0 = "ODbL-1.0"
    ODC_BY_1_0 = "ODC-By-1.0"
    PDDL_1_0 = "PDDL-1.0"
    OGL_UK_3_0 = "OGL-UK-3.0"
    ETALAB_2_0 = "etalab-2.0"

    @property
    def words(self) -> str:
        """The name by which it is known: "CC BY 4.0"."""
        return _NAMES_AND_URLS[self][0]

    @property
    def url(self) -> str:
        """The address of its text."""
        return _NAMES_AND_URLS[self][1]


_NAMES_AND_URLS = {
    Licence.CC0_1_0: ("CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
    Licence.CC_BY_4_0: ("CC BY 4.0", f"{_CC}/by/4.0/"),
    Licence.CC_BY_SA_4_0: ("CC BY-SA 4.0", f"{_CC}/by-sa/4.0/"),
    Licence.CC_BY_NC_4_0: ("CC BY-NC 4.0", f"{_CC}/by-nc/4.0/"),
    Licence.CC_BY_NC_SA_4_0: ("CC BY-NC-SA 4.0", f"{_CC}/by-nc-sa/4.0/"),
    Licence.CC_BY_ND_4_0: ("CC BY-ND 4.0", f"{_CC}/by-nd/4.0/"),
    Licence.CC_BY_NC_ND_4_0: ("CC BY-NC-ND 4.0", f"{_CC}/by-nc-nd/4.0/"),
    Licence.ODBL_1_0: ("Open Database License 1.0", f"{_ODC}/odbl/1-0/"),
    Licence.ODC_BY_1_0: ("Open Data Commons Attribution License 1.0", f"{_ODC}/by/1-0/"),
    Licence.PDDL_1_0: ("Public Domain Dedication and License 1.0", f"{_ODC}/pddl/1-0/"),
    Licence.OGL_UK_3_0: (
        "Open Government Licence 3.0",
        "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
    ),
    Licence.ETALAB_2_0: ("Licence Ouverte 2.0", "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"),
}
