"""The explorer page: what part of a graph it shows, where each node lies, and the page itself."""
