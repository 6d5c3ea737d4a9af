"""What is decided about mail: how numbers look and count, what the books show, who may do what."""
