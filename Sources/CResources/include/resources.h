#pragma once

#include <stddef.h>

/// A file that is compiled in: its path in the repository (of a data set: in this folder), and its bytes.
struct resource {
  const char *path;
  const unsigned char *bytes;
  size_t count;
};

/// How many files are compiled in.
size_t resource_count(void);

/// One of them; the last where the number is too large.
struct resource resource_at(size_t index);
