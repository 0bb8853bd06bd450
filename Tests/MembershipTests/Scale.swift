import Foundation

/// Whether the long repetitions run.
let isFullScale = ProcessInfo.processInfo.environment["SHOTGLASS_SCALE"] == "full"
