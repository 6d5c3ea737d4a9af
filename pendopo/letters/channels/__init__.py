"""Outside systems that letters speak to, one file each."""
