"""From the text of a paper to mentions and statements: spaCy components that work in any pipeline."""
