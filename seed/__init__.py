"""What comes with the project: the fictional demo community, mapping files and the gazetteer."""
