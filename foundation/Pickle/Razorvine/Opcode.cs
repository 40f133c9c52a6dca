namespace Razorvine.Pickle;

/// <summary>The opcodes of protocols 0 to 5, under the names that Python's <c>pickletools</c> gives them.</summary>
internal enum Opcode : byte
{
    // Control
    PROTO = 0x80, FRAME = 0x95, STOP = (byte)'.',

    // None, bool, int, long, float
    NONE = (byte)'N', NEWTRUE = 0x88, NEWFALSE = 0x89,
    INT = (byte)'I', BININT = (byte)'J', BININT1 = (byte)'K', BININT2 = (byte)'M',
    LONG = (byte)'L', LONG1 = 0x8a, LONG4 = 0x8b,
    FLOAT = (byte)'F', BINFLOAT = (byte)'G',

    // Python 2's str, Python 3's str (Python 2's unicode), bytes, bytearray
    STRING = (byte)'S', BINSTRING = (byte)'T', SHORT_BINSTRING = (byte)'U',
    UNICODE = (byte)'V', SHORT_BINUNICODE = 0x8c, BINUNICODE = (byte)'X', BINUNICODE8 = 0x8d,
    SHORT_BINBYTES = (byte)'C', BINBYTES = (byte)'B', BINBYTES8 = 0x8e, BYTEARRAY8 = 0x96,

    // tuple, list, dict, set, frozenset
    EMPTY_TUPLE = (byte)')', TUPLE1 = 0x85, TUPLE2 = 0x86, TUPLE3 = 0x87, TUPLE = (byte)'t',
    EMPTY_LIST = (byte)']', LIST = (byte)'l', APPEND = (byte)'a', APPENDS = (byte)'e',
    EMPTY_DICT = (byte)'}', DICT = (byte)'d', SETITEM = (byte)'s', SETITEMS = (byte)'u',
    EMPTY_SET = 0x8f, FROZENSET = 0x91, ADDITEMS = 0x90,

    // Stack and memo
    MARK = (byte)'(', POP = (byte)'0', POP_MARK = (byte)'1', DUP = (byte)'2',
    PUT = (byte)'p', BINPUT = (byte)'q', LONG_BINPUT = (byte)'r', MEMOIZE = 0x94,
    GET = (byte)'g', BINGET = (byte)'h', LONG_BINGET = (byte)'j',

    // Objects
    GLOBAL = (byte)'c', STACK_GLOBAL = 0x93, REDUCE = (byte)'R', NEWOBJ = 0x81, BUILD = (byte)'b',

    // Known and refused: no built-in type and no array needs them
    INST = (byte)'i', OBJ = (byte)'o', NEWOBJ_EX = 0x92,
    EXT1 = 0x82, EXT2 = 0x83, EXT4 = 0x84,
    PERSID = (byte)'P', BINPERSID = (byte)'Q',
    NEXT_BUFFER = 0x97, READONLY_BUFFER = 0x98,
}
