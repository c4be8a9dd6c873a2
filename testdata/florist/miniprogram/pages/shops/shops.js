const shops = require('../../utils/shops');

Page({
  data: { list: [], loading: true },

  // The list is wanted at once, so the location is taken without a word: this
  // is what minivet reports.
  onLoad() {
    shops.locate((place) => {
      shops.near(place, (list) => this.setData({ list, loading: false }));
    });
  },

  openShop(event) {
    const shop = this.data.list[event.currentTarget.dataset.index];
    wx.openLocation({ latitude: shop.lat, longitude: shop.lng, name: shop.name });
  },
});
