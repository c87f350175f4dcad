"""Names of bodies and lists of them, as administrative Vietnamese writes them.

`agency_list` splits words that are known to be a list, `agency_run` reads the list that a
sentence begins with, `all_agencies` finds the bodies that a text names anywhere."""

from extractor.agencies.lists import Run, agency_list, agency_run, all_agencies

__all__ = ["Run", "agency_list", "agency_run", "all_agencies"]
