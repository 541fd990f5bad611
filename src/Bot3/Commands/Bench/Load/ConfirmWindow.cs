namespace Bot3.Messaging.Bot3.Commands.Bench.Load;

/// <summary>Counts the broker's confirmations of one channel: single ones in any order, and those of all tags up to one.</summary>
/// <param name="capacity">Most tags that may wait at the same time.</param>
internal sealed class ConfirmWindow(int capacity)
{
    private readonly Lock _lock = new();
    private readonly bool[] _confirmed = new bool[capacity];
    private ulong _lowest = 1;

    /// <summary>Takes a confirmation.</summary>
    /// <param name="tag">The delivery tag, from 1.</param>
    /// <param name="multiple">Whether all lower ones are confirmed with it.</param>
    /// <returns>How many tags this confirmed that were not confirmed before.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The tag lies beyond the capacity.</exception>
    public int Confirm(ulong tag, bool multiple)
    {
        lock (_lock)
        {
            if (tag < _lowest)
                return 0;
            ArgumentOutOfRangeException.ThrowIfGreaterThan(tag, _lowest + (ulong)capacity - 1);
            var count = 0;
            for (var each = multiple ? _lowest : tag; each <= tag; each++)
            {
                if (!_confirmed[Slot(each)])
                    count++;
                _confirmed[Slot(each)] = true;
            }

            for (; _confirmed[Slot(_lowest)]; _lowest++)
                _confirmed[Slot(_lowest)] = false;
            return count;
        }
    }

    private int Slot(ulong tag) => (int)(tag % (ulong)capacity);
}
