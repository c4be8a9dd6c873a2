import { mayLocate } from '../../lib/consent';
import { promisify } from '../../lib/promisify';

const getLocation = promisify(wx.getLocation);

interface Stop {
  name: string;
  latitude: number;
  longitude: number;
}

Page({
  data: { stops: [] as Stop[], agreed: false, latitude: 0, longitude: 0 },

  onAgreed(event: WechatMiniprogram.TouchEvent) {
    this.setData({ agreed: event.detail.agreed });
  },

  // Guarded: the setting is looked at before.
  async showPosition() {
    if (!(await mayLocate())) {
      wx.openSetting({});
      return;
    }
    const { latitude, longitude } = await getLocation({ type: 'gcj02' });
    this.setData({ latitude, longitude });
  },

  // Accepted by the project, with the reason beside it.
  async onPullDownRefresh() {
    // minivet-ignore consent: couriers agree to this in their contract
    const { latitude, longitude } = await getLocation({ type: 'gcj02' });
    this.setData({ latitude, longitude });
    wx.stopPullDownRefresh();
  },
});
