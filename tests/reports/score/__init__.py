"""How well the causes of a run fit the changes that were made to a server."""
