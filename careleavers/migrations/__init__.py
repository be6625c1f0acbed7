"""The schema in steps, run by `careleavers upgrade`; the last step equals the models on both databases."""
