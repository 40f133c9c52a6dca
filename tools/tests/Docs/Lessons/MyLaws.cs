// katas/2-NaiveMatmul/README.md: Exercises, block 1
