"""From the text of a paper to mentions and statements: spaCy components that work in any pipeline."""

# Written beside every claim, so that a reader knows what made it.
__version__ = "0.1.0"
