#pragma once
#include "lanes.h"
#include "level.h"
