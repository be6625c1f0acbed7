"""The made-up council is what it says: in the published shares, the same for a seed, with work for every rule."""
