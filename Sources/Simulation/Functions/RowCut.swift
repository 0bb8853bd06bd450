import CKernels
import Synchronization

/// The place in a program before which nothing depends on some parameters, the rows of a derivative.
final class RowCut: @unchecked Sendable {
  private let storage = CArrays()
  let layer: Int
  let isTurned: Bool
  /// What the rest of the program needs of angles, one byte a node and a slot.
  private let nodes: [UInt8]
  private let slots: [UInt8]
  private let neededNodes: UnsafePointer<UInt8>
  private let neededSlots: UnsafePointer<UInt8>
  private let lastMasks = Mutex<Masks?>(nil)

  /// What of it changes from point to point.
  final class Masks: @unchecked Sendable {
    private let storage = CArrays()
    let parameters: [UInt32]
    let nodes: UnsafePointer<UInt8>
    let slots: UnsafePointer<UInt8>

    init(_ parts: VaryingParts, neededNodes: [UInt8], neededSlots: [UInt8]) {
      parameters = parts.parameters
      nodes = storage.copy(neededNodes.enumerated().map { $1 & parts.nodes[$0] })
      slots = storage.copy(neededSlots.enumerated().map { $1 & parts.slots[$0] })
    }
  }

  init(_ compiled: CompiledProgram, rowSlots: [UInt8]) {
    let program = compiled.program.pointee
    let layers = (0..<Int(program.layer_count)).map { program.layers[$0] }
    func strings(_ layer: LanesLayer) -> [Int] {
      (0..<Int(layer.string_count)).map { Int(program.strings[Int(layer.string_start) + $0].slot) }
    }
    func tilts(_ layer: LanesLayer) -> [Int] {
      (0..<Int(layer.tilt_count)).map { Int(program.tilts[Int(layer.tilt_start) + $0].slot) }
    }
    let first = layers.firstIndex { (strings($0) + tilts($0)).contains { rowSlots[$0] == 1 } } ?? layers.count
    layer = first
    isTurned = first < layers.count && !strings(layers[first]).contains { rowSlots[$0] == 1 }
    var slots = [UInt8](repeating: 0, count: rowSlots.count)
    for (place, layer) in layers.enumerated() where place >= first {
      for slot in tilts(layer) + (place == first && isTurned ? [] : strings(layer)) { slots[slot] = 1 }
    }
    var nodes = [UInt8](repeating: 0, count: compiled.operands.count)
    for (slot, needed) in compiled.slotNodes.enumerated() where slots[slot] == 1 {
      for node in needed { nodes[node] = 1 }
    }
    // Operands stand before what uses them.
    for node in nodes.indices.reversed() where nodes[node] == 1 {
      for operand in compiled.operands[node] { nodes[operand] = 1 }
    }
    self.nodes = nodes
    self.slots = slots
    neededNodes = storage.copy(nodes)
    neededSlots = storage.copy(slots)
  }

  /// Whether it saves anything.
  var isUseful: Bool { layer > 0 || isTurned }

  /// Whether nothing that comes after it depends on some slots.
  func isAfter(_ slots: [UInt8]) -> Bool { !zip(self.slots, slots).contains { $0 & $1 == 1 } }

  /// Makes a request one for the states at the cut.
  func stop(_ request: inout LanesRequest) {
    request.cut_layer = UInt32(layer)
    request.cut_is_turned = isTurned ? 1 : 0
    request.stops = 1
  }

  /// Makes a request start with states at the cut.
  func start(_ request: inout LanesRequest, at states: UnsafePointer<Double>?, _ masks: Masks?) {
    request.cut_layer = UInt32(layer)
    request.cut_is_turned = isTurned ? 1 : 0
    request.starts = states
    request.needed_nodes = neededNodes
    request.needed_slots = neededSlots
    guard request.is_continued != 0, let masks else { return }
    request.varied_nodes = masks.nodes
    request.varied_slots = masks.slots
  }

  /// What changes among points that vary some parameters; the last are kept.
  func masks(_ parts: VaryingParts) -> Masks {
    lastMasks.withLock { last in
      if let last, last.parameters == parts.parameters { return last }
      let masks = Masks(parts, neededNodes: nodes, neededSlots: slots)
      last = masks
      return masks
    }
  }
}
