# No YAML.
def title(book):
	return f"{book['title']}: {{}}"
