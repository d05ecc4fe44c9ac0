"""Case signs (znak sprawy): their form, the file plan they come from, and the numbering."""
