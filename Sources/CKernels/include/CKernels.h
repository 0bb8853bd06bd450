#include "level.h"
#include "state.h"
