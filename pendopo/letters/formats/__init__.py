"""Files and pages that letters read and write, one file each."""
