#pragma once
#include "lanes.h"
#include "level.h"
#include "state.h"
