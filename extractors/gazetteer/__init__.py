"""Known names: the `kg_gazetteer` component and the tables that it reads."""
