namespace Autodiff.Tests.Recording;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public class LivesTests
{
    private readonly Lives lives = new();

    [Test]
    public void Entries_below_every_cut_since_live()
    {
        lives.Start(1, 10); // 0 … 9 recorded in epoch 0
        lives.Start(2, 20); // 10 … 19 in epoch 1
        lives.Start(3, 15);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(lives.Contains(9, 0));
            Assert.That(lives.Contains(14, 1));
            Assert.That(lives.Contains(15, 1), Is.False, "cut off");
            Assert.That(lives.Contains(9, 1), Is.False, "no such entry");
            Assert.That(lives.Contains(12, 0), Is.False, "cut off in epoch 1, recorded anew since");
            Assert.That(lives.WasCutBelow(15, 2), Is.False);
            Assert.That(lives.WasCutBelow(16, 2));
            Assert.That(lives.WasCutBelow(20, 3), Is.False, "before the epoch");
        }
    }

    [Test]
    public void What_was_cut_at_a_mark_and_recorded_anew_is_another_entry()
    {
        lives.Start(1, 10);
        lives.Start(2, 10); // 10 … of epoch 1 cut off, recorded anew in epoch 2
        lives.Start(3, 20);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(lives.Contains(12, 2));
            Assert.That(lives.Contains(12, 1), Is.False);
            Assert.That(lives.Contains(9, 0));
        }
    }

    [Test]
    public void Epochs_may_wrap_around()
    {
        lives.Start(1, 0); // a reset
        for (uint epoch = 2; epoch != 0; epoch = epoch < 100 ? epoch + 1 : epoch + 0x7FFF)
        {
            lives.Start(unchecked((int)epoch), 10); // 0 … 9 recorded in epoch 1
            if (epoch > uint.MaxValue - 0x8000)
            {
                break;
            }
        }

        lives.Start(5, 10);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(lives.Contains(5, 1), "live for ever");
            Assert.That(lives.Contains(5, 0), Is.False, "from before the reset");
            Assert.That(lives.Contains(5, 2), Is.False, "never recorded");
            Assert.That(lives.Contains(10, 4), Is.False, "cut off");
        }
    }
}
