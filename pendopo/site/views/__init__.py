"""The pages that put the domains together, and those of the kernel, which has none of its own."""
