"""The house styles as packaged data: one folder a style."""
