"""How the trained model is made: data, recipe, export. Never imported at run time; needs the `training` extra."""
