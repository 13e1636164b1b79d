-- Which generation of Atoms an agent speaks, once it is known.
ALTER TABLE agents ADD COLUMN generation TEXT;
