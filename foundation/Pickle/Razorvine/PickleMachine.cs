using System.Collections;
using System.Numerics;
using System.Reflection;
using System.Text;
using Katas;

namespace Razorvine.Pickle;

/// <summary>Runs a pickle, which is a program for a small stack machine: opcodes push values, gather them into containers, and keep some in a memo.</summary>
internal sealed class PickleMachine(Stream stream)
{
    private const int HighestProtocol = 5, LongestInteger = 1 << 20;
    private static readonly Encoding utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly PickleInput input = new(stream);
    private readonly PickleStack stack = new();
    private readonly Dictionary<long, object?> memo = [];

    /// <summary>Runs up to STOP, and returns the value that is left.</summary>
    public object? Run()
    {
        long start = 0;
        Opcode? opcode = null;
        try
        {
            while (true)
            {
                (start, opcode) = (input.Position, null);
                opcode = (Opcode)input.ReadByte();
                if (opcode == Opcode.STOP)
                    return Checked(stack.Result());
                Execute(opcode.Value);
            }
        }
        catch (PickleException e)
        {
            throw new PickleException($"{e.Message} (byte {start}{(opcode is null ? "" : $", opcode {opcode}")}).", e);
        }
    }

    private void Execute(Opcode opcode)
    {
        input.Pay(8);
        switch (opcode)
        {
            case Opcode.PROTO: CheckProtocol(input.ReadByte()); break;
            case Opcode.FRAME: input.Expect(input.ReadInt64()); break;

            case Opcode.NONE: Push(null); break;
            case Opcode.NEWTRUE: Push(true); break;
            case Opcode.NEWFALSE: Push(false); break;
            case Opcode.INT: Push(input.ReadInt()); break;
            case Opcode.BININT: Push(input.ReadInt32()); break;
            case Opcode.BININT1: Push((int)input.ReadByte()); break;
            case Opcode.BININT2: Push((int)input.ReadUInt16()); break;
            case Opcode.LONG: Push(input.ReadLong()); break;
            case Opcode.LONG1: PushLong(input.ReadByte()); break;
            case Opcode.LONG4: PushLong(input.ReadInt32()); break;
            case Opcode.FLOAT: Push(input.ReadFloat()); break;
            case Opcode.BINFLOAT: Push(input.ReadDouble()); break;

            case Opcode.STRING: Push(input.ReadQuoted()); break;
            case Opcode.BINSTRING: PushElements(input.ReadInt32(), PushText); break;
            case Opcode.SHORT_BINSTRING: PushText(input.ReadBytes(input.ReadByte())); break;
            case Opcode.UNICODE: Push(input.ReadRawUnicode()); break;
            case Opcode.SHORT_BINUNICODE: Push(ReadString(input.ReadByte())); break;
            case Opcode.BINUNICODE: Push(ReadString(input.ReadUInt32())); break;
            case Opcode.BINUNICODE8: Push(ReadString(input.ReadInt64())); break;
            case Opcode.SHORT_BINBYTES: Push(input.ReadBytes(input.ReadByte())); break;
            case Opcode.BINBYTES: PushElements(input.ReadUInt32(), Push); break;
            case Opcode.BINBYTES8: PushElements(input.ReadInt64(), Push); break;
            case Opcode.BYTEARRAY8: Push(input.ReadBytes(input.ReadInt64())); break;

            case Opcode.EMPTY_TUPLE: Push(Array.Empty<object?>()); break;
            case Opcode.TUPLE1: Push(stack.Pop(1)); break;
            case Opcode.TUPLE2: Push(stack.Pop(2)); break;
            case Opcode.TUPLE3: Push(stack.Pop(3)); break;
            case Opcode.TUPLE: Push(stack.PopToMark()); break;

            case Opcode.EMPTY_LIST: PushList([]); break;
            case Opcode.LIST: PushList(stack.PopToMark()); break;
            case Opcode.APPEND: Append(stack.Pop(1)); break;
            case Opcode.APPENDS: Append(stack.PopToMark()); break;

            case Opcode.EMPTY_DICT: PushDict([]); break;
            case Opcode.DICT: PushDict(stack.PopToMark()); break;
            case Opcode.SETITEM: SetItems(stack.Pop(2)); break;
            case Opcode.SETITEMS: SetItems(stack.PopToMark()); break;

            case Opcode.EMPTY_SET: PushSet([]); break;
            case Opcode.FROZENSET: PushSet(stack.PopToMark()); break;
            case Opcode.ADDITEMS: AddItems(stack.PopToMark()); break;

            case Opcode.MARK: stack.Mark(); break;
            case Opcode.POP: stack.Drop(); break;
            case Opcode.POP_MARK: stack.PopToMark(); break;
            case Opcode.DUP: Push(stack.Peek()); break;

            case Opcode.PUT: Memoize(input.ReadIndex()); break;
            case Opcode.BINPUT: Memoize(input.ReadByte()); break;
            case Opcode.LONG_BINPUT: Memoize(input.ReadUInt32()); break;
            case Opcode.MEMOIZE: Memoize(memo.Count); break;
            case Opcode.GET: Recall(input.ReadIndex()); break;
            case Opcode.BINGET: Recall(input.ReadByte()); break;
            case Opcode.LONG_BINGET: Recall(input.ReadUInt32()); break;

            case Opcode.GLOBAL: PushGlobal([input.ReadLine(), input.ReadLine()]); break;
            case Opcode.STACK_GLOBAL: PushGlobal(stack.Pop(2)); break;
            case Opcode.REDUCE or Opcode.NEWOBJ: Construct(stack.Pop(2)); break;
            case Opcode.BUILD: SetState(stack.Pop()); break;

            default: throw new PickleException(Enum.IsDefined(opcode) ? "This opcode is not supported" : "There is no such opcode");
        }
    }

    private void Push(object? value)
    {
        input.Pay(32);
        stack.Push(value);
    }

    private static void CheckProtocol(byte protocol)
    {
        if (protocol > HighestProtocol)
            throw new PickleException($"Protocol {protocol}, where {HighestProtocol} is the highest known");
    }

    private void PushLong(int count)
    {
        if (count is < 0 or > LongestInteger)
            throw new PickleException($"An integer of {count} bytes");
        BigInteger value = new(input.ReadBytes(count));
        if (count <= sizeof(long))
            Push((long)value);
        else
            Push(value);
    }

    private string ReadString(long count)
    {
        byte[] bytes = input.ReadBytes(count);
        input.Pay(sizeof(char) * count);
        try
        {
            return utf8.GetString(bytes);
        }
        catch (DecoderFallbackException e)
        {
            throw new PickleException("A string that is not UTF-8", e);
        }
    }

    /// <summary>Pushes many bytes. Those in the state of an array, which stands on the array itself, are read by the array.</summary>
    private void PushElements(long count, Action<byte[]> push)
    {
        input.Expect(count);
        if (stack.UnderMark is IReadsElements array)
            Push(array.ReadElements(stack.AboveMark, (int)count, input));
        else
            push(input.ReadBytes(count));
    }

    private void PushText(byte[] latin1)
    {
        input.Pay(sizeof(char) * (long)latin1.Length);
        Push(Encoding.Latin1.GetString(latin1));
    }

    private void PushList(object?[] items)
    {
        Push(new ArrayList());
        Append(items);
    }

    private void Append(object?[] items)
    {
        ArrayList list = Target<ArrayList>("list");
        input.Pay(16L * items.Length);
        list.AddRange(items);
    }

    private void PushDict(object?[] items)
    {
        input.Pay(256);
        Push(new Hashtable(SaltedComparer.Instance));
        SetItems(items);
    }

    private void SetItems(object?[] items)
    {
        Hashtable dict = Target<Hashtable>("dict");
        if (items.Length % 2 != 0)
            throw new PickleException("A key without a value");
        for (int i = 0; i < items.Length; i += 2)
        {
            input.Pay(CostOfKey(items[i]));
            dict[items[i] ?? throw new PickleException("None as a key, which a Hashtable can't hold")] = items[i + 1];
        }
    }

    private void PushSet(object?[] items)
    {
        input.Pay(64);
        Push(new HashSet<object?>(SaltedComparer.Instance));
        AddItems(items);
    }

    private void AddItems(object?[] items)
    {
        HashSet<object?> set = Target<HashSet<object?>>("set");
        foreach (object? item in items)
        {
            input.Pay(CostOfKey(item));
            set.Add(item);
        }
    }

    /// <summary>Computes what it costs to hash and keep a key, or to copy an argument; a long one, fetched from the memo again and again, must not be free.</summary>
    private static long CostOfKey(object? key) => 100 + key switch
    {
        string text => text.Length,
        byte[] bytes => bytes.Length,
        BigInteger value => value.GetByteCount(),
        _ => 0,
    };

    private void Memoize(long index)
    {
        input.Pay(64);
        memo[index] = stack.Peek();
    }

    private void Recall(long index) =>
        Push(memo.TryGetValue(index, out object? value) ? value : throw new PickleException($"The memo holds nothing under {index}"));

    private void PushGlobal(object?[] names) =>
        Push(names is [string module, string name]
            ? Unpickler.ConstructorOf(module, name)
            : throw new PickleException("A global without a name"));

    private void Construct(object?[] call)
    {
        if (call is not [IObjectConstructor constructor, object?[] args])
            throw new PickleException("A call needs a class or a function, and a tuple of arguments");
        Checked(args);
        input.Pay(args.Sum(arg => arg is ArrayList list ? list.Cast<object?>().Sum(CostOfKey) : CostOfKey(arg)));
        Push(Guarded(() => constructor.construct(args!)));
    }

    private void SetState(object? state)
    {
        object? target = stack.Peek();
        Checked(state);
        MethodInfo setState = (state is null ? null : target?.GetType().GetMethod("__setstate__", [state.GetType()]))
            ?? throw new PickleException($"A state of type {state?.GetType().Name ?? "None"} for a {target?.GetType().Name ?? "None"}, which has no such __setstate__");
        input.Pay(state is object?[] items ? items.Sum(CostOfKey) : CostOfKey(state));
        Guarded(() => setState.Invoke(target, BindingFlags.DoNotWrapExceptions, null, [state], null));
    }

    /// <summary>Calls a registered constructor, or what it made; whatever it makes of wrong arguments, the pickle is to blame.</summary>
    private static object? Guarded(Func<object?> call)
    {
        try
        {
            return call();
        }
        catch (Exception e) when (e is not (PickleException or OutOfMemoryException))
        {
            throw new PickleException($"The arguments or the state of an object are not what it expects: {e.Message}", e);
        }
    }

    private object? Checked(object? value)
    {
        Nesting.Check(value, input.Pay);
        return value;
    }

    private T Target<T>(string name) where T : class =>
        stack.Peek() as T ?? throw new PickleException($"There is no {name} on the stack to put items into");
}
