"""Search over everything public: texts in six languages, found in whatever form they are asked."""
