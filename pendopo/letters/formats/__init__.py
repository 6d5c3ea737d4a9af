"""Files that letters read and write, one file each."""
