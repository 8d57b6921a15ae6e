"""Which mentions are one thing: names of one thing merged, different things of one name kept apart."""

from kg.linking.link import Linking, link

__all__ = ["Linking", "link"]
