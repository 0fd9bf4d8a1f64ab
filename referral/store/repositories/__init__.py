"""What the use cases read and write, one file for each noun. A repository never commits; its unit does."""
