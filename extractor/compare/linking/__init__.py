"""Names to the registries' entries, and how sure each link is."""

from extractor.compare.linking.acts import ActState, act_state, amendments, link_act
from extractor.compare.linking.agencies import link_agency
from extractor.compare.linking.campaigns import link_campaign
from extractor.compare.linking.days import link_day
from extractor.compare.linking.entities import entities
from extractor.compare.linking.link import How, Link
from extractor.compare.linking.provinces import province_of
from extractor.compare.linking.settle import settle
from extractor.compare.linking.unlinked import unlinked

__all__ = [
    "ActState",
    "How",
    "Link",
    "act_state",
    "amendments",
    "entities",
    "link_act",
    "link_agency",
    "link_campaign",
    "link_day",
    "province_of",
    "settle",
    "unlinked",
]
