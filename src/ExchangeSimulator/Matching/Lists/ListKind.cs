namespace Bot3.Messaging.ExchangeSimulator.Matching.Lists;

/// <summary>The kinds of order lists (PROTOCOL §5).</summary>
internal enum ListKind
{
    /// <summary>Two orders; when one goes to work the other expires.</summary>
    Oco,

    /// <summary>A working order, then a pending one.</summary>
    Oto,

    /// <summary>A working order, then an OCO pair.</summary>
    Otoco,

    /// <summary>As <see cref="Oto"/>; the pending quantity is what the working order bought.</summary>
    Opo,

    /// <summary>As <see cref="Otoco"/>; the pending quantity is what the working order bought.</summary>
    Opoco,
}
