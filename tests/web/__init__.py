"""What every page uses: fields, forms, filters and the shells."""
